"""A round as one picture: what it shows as plain data, and its drawing in a process of its own."""
