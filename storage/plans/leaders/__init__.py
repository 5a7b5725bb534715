"""The leaders of a province: their Monday messages, and what they ask of planning departments."""
