"""Which tax tables and columns there are: Skatteverket's monthly tables, SKVFS on preliminary tax tables."""

TABLES = tuple(range(29, 43))
COLUMNS = tuple(range(1, 7))
