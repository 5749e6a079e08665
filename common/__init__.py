"""Ground that every app stands on; it knows no domain words."""
