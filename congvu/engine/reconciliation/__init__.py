"""A list of people held against another: who is missing, who is extra, whose values differ."""
