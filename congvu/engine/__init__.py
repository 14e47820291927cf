"""What follows from the texts of the law: exact, explained, without database or clock."""
