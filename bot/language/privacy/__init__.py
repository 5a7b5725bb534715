"""Finds what must not be kept: classified content, private numbers."""
