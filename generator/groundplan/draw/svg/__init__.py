"""How a picture looks: scenes and layouts as SVG."""
