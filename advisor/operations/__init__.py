"""What a firm does with its clients."""
