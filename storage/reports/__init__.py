"""What agencies answer and ask, and what is decided on it."""
