"""Facts as rows: every table is a list of plain values in one locale, which a template then formats."""
