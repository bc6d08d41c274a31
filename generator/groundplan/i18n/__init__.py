"""Translations: catalogues, their staleness, and the interface's own strings."""
