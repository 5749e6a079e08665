"""Pages of the firm's portal."""
