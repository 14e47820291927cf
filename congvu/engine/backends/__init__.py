"""Ways to run a compiled rule: one person in Python, a whole province in SQL."""
