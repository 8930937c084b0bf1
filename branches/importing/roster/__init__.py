"""Members and organisations from an office's own lists: rows like those of a ledger, but no records.

They have no day and no fingerprint. A member is known by branch and name, an organisation by its name; a
parent may stand further down in the same file, and members may belong to a branch that the file brings.
"""

ROSTER = ("organization", "member")
"""The kinds, in the order in which they are written."""
