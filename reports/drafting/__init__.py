"""The office's side of drafts: what was chosen, what is remembered, what is checked and issued.

The text itself, its quantities and what each one means, is ``reports.drafts``, which knows no person.
"""
