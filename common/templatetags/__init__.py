"""Template tags of the common ground."""
