"""Template filters of collaborations."""
