"""What the program is started with: settings, channels, log, clock and codes."""
