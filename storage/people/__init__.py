"""People: posts, chats, invitations, leave, handovers, their own data."""
