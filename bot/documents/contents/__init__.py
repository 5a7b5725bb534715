"""What every document of a round is made of: the dossier, and words and figures out of it."""
