"""Drafts of models, made from what other tools know of a system."""
