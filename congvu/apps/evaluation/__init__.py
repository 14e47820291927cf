"""Scorecards, their review, and the close of a month."""
