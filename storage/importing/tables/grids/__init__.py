"""Which table is which, by header and columns."""
