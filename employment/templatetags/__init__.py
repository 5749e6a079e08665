"""Template filters of employment."""
