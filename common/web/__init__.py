"""Pages of the common ground."""
