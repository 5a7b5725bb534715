"""Rules become rounds with their days."""
