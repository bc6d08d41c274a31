"""One module a format, each with one pure function."""
