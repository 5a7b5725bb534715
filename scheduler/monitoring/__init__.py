"""Watches what only a person can put right."""
