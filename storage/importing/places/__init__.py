"""Provinces and communes of today, and what each was made of: the lists in `data/places/`."""
