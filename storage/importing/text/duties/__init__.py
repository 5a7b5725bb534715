"""Reporting days in running text → rules: whose duty, by when, to whom."""
