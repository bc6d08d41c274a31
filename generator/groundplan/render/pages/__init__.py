"""The pages that every project gets, each a template in `templates/pages/`."""
