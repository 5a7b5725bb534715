"""What an agency asks for: a later day, another agency, a day of its own."""
