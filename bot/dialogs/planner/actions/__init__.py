"""What a planner sets going: ad-hoc rounds, nudges, invitations."""
