"""Reads of collaborations."""
