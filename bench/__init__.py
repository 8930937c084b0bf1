"""Measurements of imports. ``make bench`` runs them; nothing here belongs to the site or to its tests."""
