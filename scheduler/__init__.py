"""Decides by the clock: rows in, rows out; never a word, never the network."""
