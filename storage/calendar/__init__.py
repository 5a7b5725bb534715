"""Holidays and office hours."""
