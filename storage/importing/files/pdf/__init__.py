"""PDF files with a text layer: letters and rules at places → lines, paragraphs, tables."""
