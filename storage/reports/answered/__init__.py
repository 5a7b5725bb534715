"""What was answered: for reading, never for changing."""
