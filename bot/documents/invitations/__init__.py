"""Invitations on paper: a sheet of cards, and their links as QR codes."""
