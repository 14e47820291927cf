"""Work told of by other systems: read → plan → apply → undo."""
