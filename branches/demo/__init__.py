"""The demo office: an invented bureau with years of records, the same every time for the same day.

``names``, ``office`` and ``wording`` are plain data; ``people``, ``tree`` and ``records`` make rows of them,
``ledger`` writes the rows, ``load`` runs the whole.
"""
