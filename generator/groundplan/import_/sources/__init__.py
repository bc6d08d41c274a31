"""What a draft can be made from, a module for each."""
