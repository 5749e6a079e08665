"""Payroll: runs, payslips, tax, contributions, journal."""
