"""Task tables as items."""
