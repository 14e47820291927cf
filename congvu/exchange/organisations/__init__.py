"""Figures about organisations and their criteria as pasted lists: read, planned, then applied."""
