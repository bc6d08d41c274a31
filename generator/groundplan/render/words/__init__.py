"""The words of one locale, and the Markdown in them."""
