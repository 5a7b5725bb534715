"""Excel workbooks as tables."""
