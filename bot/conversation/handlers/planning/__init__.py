"""What planners set going and decide, and what they change in a plan; each right checked here."""
