"""The round as an Excel workbook, a file for each kind of sheet."""
