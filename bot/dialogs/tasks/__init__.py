"""The tasks of a person: the list, finding one, many answered in one message."""
