"""Plans: items, agencies and what became of them."""
