"""Reminders: who has what to look at, on her page and in one letter a day that names nothing."""
