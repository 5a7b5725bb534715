"""Obstacles in the chat: what the answers wait for, who raised it, and that it has been settled."""
