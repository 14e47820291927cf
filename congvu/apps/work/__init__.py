"""Tasks assigned, reported and accepted."""
