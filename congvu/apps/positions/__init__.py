"""Job positions and postings: who holds what, where, from when."""
