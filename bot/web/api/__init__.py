"""What other systems read: plans and their rounds as JSON and CSV, and a description of it."""
