"""Reads days and periods."""
