"""Telegram: polled or told by, with buttons and files."""
