"""Files that show that work was done: looked into before they are kept, kept by content."""
