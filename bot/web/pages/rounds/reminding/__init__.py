"""Whom to remind of a round and how: what was said, whom to call, a nudge, a letter."""
