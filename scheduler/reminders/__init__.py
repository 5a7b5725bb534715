"""Who is reminded when: the ladder, digests, nudges, the call list."""
