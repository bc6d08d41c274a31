"""What changed between two models, at the border and in what is promised. Pure functions of the facts of both."""
