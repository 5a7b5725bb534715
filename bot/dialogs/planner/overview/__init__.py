"""What planners and leaders look at: summary, overdue, missing, call list."""
