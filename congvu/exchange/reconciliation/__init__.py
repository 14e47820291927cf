"""A month's list against the signed decision: read the decision's workbook, tell what differs."""
