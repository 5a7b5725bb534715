"""The text around the tables: head, clauses, reporting rules."""
