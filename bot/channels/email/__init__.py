"""E-mail: letters in plain text through the office's own SMTP server; no answer is read."""
