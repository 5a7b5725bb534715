"""What the figures of a round are made of: lines that are alike, counts, the view by task."""
