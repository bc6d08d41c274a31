"""Facts in the formats of other programs: a pure function of the facts each."""
