"""The web side of the service: health, webhooks, the planning department's pages."""
