"""Template tags of payroll."""
