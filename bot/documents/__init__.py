"""A round as text, JSON, Excel, Word and chart; letters; the invitations as a sheet."""
