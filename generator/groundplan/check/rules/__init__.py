"""One module and one page for each check. The module's docstring says what the bad pattern is."""
