"""Reads what officials type in Vietnamese: percentages, document numbers, days."""
