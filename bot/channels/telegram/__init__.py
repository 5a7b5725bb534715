"""Telegram: polled, with buttons and files."""
