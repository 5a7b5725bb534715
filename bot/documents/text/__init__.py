"""The round as plain text: the same words in the chat and in the terminal."""
