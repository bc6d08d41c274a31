"""Faults of a sound model, its translations and its pages: a registry of small rules, run together."""
