"""What people do with time."""
