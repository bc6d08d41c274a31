"""What is translated, and whether its translation is current."""
