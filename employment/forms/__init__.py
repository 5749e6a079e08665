"""What people fill in. Every wrong value is told by its field, with the remedy; nothing typed is lost."""
