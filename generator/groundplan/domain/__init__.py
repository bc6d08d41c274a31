"""The concepts of a model, resolved: frozen types that refer to each other, a file per concept."""
