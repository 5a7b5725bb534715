"""Decision files → the neutral document: text, Word, Excel, CSV; and what is refused."""
