"""Remembers: the tables, the queries, the plan folders; the only place SQL is written."""
