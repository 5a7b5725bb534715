"""Reads percentages and values."""
