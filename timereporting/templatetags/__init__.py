"""Template tags of time reporting."""
