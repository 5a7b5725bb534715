"""What an agency asks for on what is expected of it, and what was decided."""
