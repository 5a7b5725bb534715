"""Links that only the one who gets the message may hold: made when it is about to be sent."""
