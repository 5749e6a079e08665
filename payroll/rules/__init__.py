"""Payroll as pure functions: values in, values out, amounts in öre."""
