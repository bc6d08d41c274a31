"""Pictures on pages: figures, the files that the viewer loads, and a picture told in sentences."""
