"""Rows → the facts a dialog may know."""
