"""Workbooks in and out: what an office keeps in a file, read under limits, scored, given back.

parse (reading) → plan (tasks, people, period, who manages whom) → score → tables → one file.
"""
