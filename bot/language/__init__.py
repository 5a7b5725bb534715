"""Reads what officials type in Vietnamese: statuses, percentages, values, days, whole lines."""
