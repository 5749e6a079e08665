"""A figure of the law as payslips have cited it."""

from django.db import models


class CitedFigure(models.Model):
    """Written with the first payslip that rests on it, and never changed: an old payslip says what it said.

    `key` is made of everything that `figure` says: name, value, unit, first day, source, and whether it was verified.
    The law is the same for everyone: the rows belong to no tenant.
    """

    key = models.CharField(max_length=12, primary_key=True)
    figure = models.JSONField()

    def __str__(self) -> str:
        return self.key
