"""Text in its forms as tables and paragraphs."""
