"""The close of a period, handed to a process of its own."""
