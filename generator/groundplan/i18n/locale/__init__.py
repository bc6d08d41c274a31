"""The habits of locales: tags, lists and numbers, spacing, and locales for testers."""
