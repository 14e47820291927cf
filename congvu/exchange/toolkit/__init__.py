"""The toolkit package: one publisher's lists and rule texts in one signed, versioned file."""
