"""Texts of which nobody would see a letter."""


def unless_blank(text: str) -> str:
    """`text`, or an empty one where it holds nothing but spaces, of any kind and width, and letters that are not shown."""
    return text if text[:1].isalnum() or any(letter.isprintable() and not letter.isspace() for letter in text) else ""
