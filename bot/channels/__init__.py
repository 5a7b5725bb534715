"""The channels: one contract, one file a channel; the errors a sender may meet."""
