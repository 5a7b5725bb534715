"""The Zalo Official Account: its API, tokens, templates, files and webhook."""
