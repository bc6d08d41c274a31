"""Diagrams: what is drawn (`scene`), where it stands (`layout`), and how it looks (`svg`)."""
