"""Holidays, office hours, and how often duties return."""
