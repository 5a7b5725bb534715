"""The questions of a report, one file a kind."""
