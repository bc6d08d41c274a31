"""Reality against the model: what is open there, and what should be."""
