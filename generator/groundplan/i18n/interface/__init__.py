"""The interface's own strings."""
