"""The toolkit's lists as values: what a sheet holds, what changed, how two editions are merged."""
