"""What the schema cannot carry: nothing yet."""
