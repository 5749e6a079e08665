"""Writes of bundles and imports."""
