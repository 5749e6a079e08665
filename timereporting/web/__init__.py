"""Pages of time reporting."""
