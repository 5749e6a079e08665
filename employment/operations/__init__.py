"""Writes of employees and their terms."""
