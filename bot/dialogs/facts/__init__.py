"""What a dialog may know, as plain data."""
