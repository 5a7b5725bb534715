"""Cells of agencies → names of the vocabulary, groups, and what became of them."""
