"""The digest: the one reminder a person gets a day."""
