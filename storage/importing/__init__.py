"""From the text of a decision to a plan folder that a person can review.

Nothing is read in here: places and names of these rooms are needed everywhere, the reading of
documents, with all its patterns, by few commands.
"""
