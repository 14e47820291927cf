"""A block of work to hand out, pasted or from a workbook: read, matched, judged cell by cell."""
