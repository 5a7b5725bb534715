"""Word documents as tables and paragraphs."""
