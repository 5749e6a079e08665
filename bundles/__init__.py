"""The exit bundle: a company's payroll data as one archive, and its way in again."""
