"""Inbox, outbox and what carries them."""
