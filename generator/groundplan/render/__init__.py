"""Facts to pages: tables, diagrams and prose in each locale."""
