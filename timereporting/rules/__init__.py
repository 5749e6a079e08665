"""Pure rules of time reporting."""
