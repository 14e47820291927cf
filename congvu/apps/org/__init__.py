"""Units through time, people, and who holds which role where."""
