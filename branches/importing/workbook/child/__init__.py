"""The part of the importer that opens untrusted files.

Runs in a fresh interpreter of its own (``workbook/reading.py`` starts it) and therefore imports the standard
library and python-calamine only. Nothing here is imported by the site's process except names and numbers.
"""
