"""Texts of the interface that stand where they are not shown."""


def _(message: str) -> str:
    """Marks a message for extraction; the translation happens where it is shown, in the language of the page."""
    return message
