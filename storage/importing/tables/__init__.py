"""The tables of a decision → items, indicators, projects."""
