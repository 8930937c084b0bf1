"""From one cell to one understood value.

An unreadable cell raises ``CellError``; it is never silently empty.
"""
