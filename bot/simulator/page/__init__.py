"""The page of phones: its API, its files, for this machine only."""
