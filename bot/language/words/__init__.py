"""Words: tokens, the lexicon, small talk."""
