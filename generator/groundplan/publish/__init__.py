"""Rendered pages become a site."""
