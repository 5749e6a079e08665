"""What a bundle is, without a database: pure."""
