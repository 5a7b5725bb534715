"""Backups: everything in one file, made while the service runs, put back whole or not at all."""
