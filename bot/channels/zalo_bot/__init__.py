"""The Zalo Bot platform: polled, or calling a webhook."""
