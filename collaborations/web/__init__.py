"""Pages of collaborations, by audience."""
