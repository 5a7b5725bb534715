"""What a planner decides: reports to review, requests to grant or refuse."""
