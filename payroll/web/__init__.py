"""Pages of payroll."""
