"""The forms by which a person says how a file is read, and what becomes of the answers."""
