"""Mutations of the workbooks of the catalogue: whatever comes, a reason or the truth, and nothing written."""
