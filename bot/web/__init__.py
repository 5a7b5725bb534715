"""The web side of the service: health and webhooks."""
