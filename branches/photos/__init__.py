"""Small pictures of photos, made in a process of its own that may break without harm."""
