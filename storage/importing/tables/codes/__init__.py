"""The codes of items: printed, derived, nested."""
