"""Local stand-ins for the chat servers and a page of phones: for trying, training and tests."""
