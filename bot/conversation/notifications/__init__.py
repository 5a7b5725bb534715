"""Messages nobody has asked for at that moment: decisions, lost files, stand-ins."""
