"""The summary as text, in the chat too, and as JSON; the invitations as a sheet."""
