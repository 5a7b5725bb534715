"""What a message means: the one place where that is decided."""
