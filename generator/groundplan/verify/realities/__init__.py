"""Sources of what is deployed, a module for each."""
