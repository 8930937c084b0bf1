"""A row against the record that is there already, and what it takes to make that record say the same."""
