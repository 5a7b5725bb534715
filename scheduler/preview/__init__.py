"""Foretells the reminders."""
