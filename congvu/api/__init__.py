"""Doors for other systems: each behind its policy, answers in JSON and Vietnamese."""
