"""One policy: who may do what in which relation. Every face asks it; what it does not name is refused."""
