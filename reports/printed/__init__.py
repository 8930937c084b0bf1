"""A record as the form an office prints and files, and a branch's whole year of them: as plain data.

The Word file and the print view are both made from this one description, so that they cannot differ.
"""
