"""What difficulties and proposals wait for: the kind, who must act, and which are the same."""
