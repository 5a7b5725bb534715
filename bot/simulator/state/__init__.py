"""What the simulator remembers, on disk."""
