"""One policy: who may do what in which relation. What it does not name is refused."""
