"""What the importer compares and doubts."""
