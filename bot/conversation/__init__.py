"""The shell round the dialogs: a message is stored, its turn taken, its answer queued."""
