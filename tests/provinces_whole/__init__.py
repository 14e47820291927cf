"""Whole provinces through every backend, set beside the judge: long, and nothing but that."""
