"""The summary in the forms it is handed over in."""
