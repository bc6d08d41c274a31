"""What the viewer reads in a page: facts of every configuration, and what it says."""
