"""The toolkit's lists in and out of workbooks: read as offices have them, planned, written back.

read (reading) → compare with what is held (planning) → apply, by the apps; and paste (pasting),
and write (writing).
"""
