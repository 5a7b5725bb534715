"""The plan folder: read, written, validated."""
