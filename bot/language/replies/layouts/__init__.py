"""Replies laid out otherwise than as a line: tables, headings, labelled lines."""
