"""Sends what is queued: lanes, digests put into words, settlement, downloads."""
