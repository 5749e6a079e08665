"""What people do with payroll."""
