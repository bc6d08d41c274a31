"""How big texts and cards are, the same on every machine."""
