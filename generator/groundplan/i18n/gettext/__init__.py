"""PO files: reading, their heads, and where a translation stands in them."""
