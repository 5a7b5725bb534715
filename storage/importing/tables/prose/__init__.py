"""Tasks in running text: with labels, or given by a sentence."""
