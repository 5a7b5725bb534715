"""Plan folder → rows, and the assignments that follow from them."""
