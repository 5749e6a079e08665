"""Writes of collaborations, one intention a function."""
