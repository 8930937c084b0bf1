"""Importing ledgers in the browser: upload, tables, rows and their questions, preview, commit, undo."""
