"""Rounds: what is expected, reminded and counted."""
