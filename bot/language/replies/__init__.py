"""Reads status replies: which task, which status, which words."""
