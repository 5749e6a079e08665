"""Writes of memberships, grants and arrangements."""
