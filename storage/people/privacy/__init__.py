"""What is kept about people: encrypted, given out to them, taken out of texts, kept for a time."""
