"""What the answers of a plan wait for: which of them tell of it, and what became of it."""
