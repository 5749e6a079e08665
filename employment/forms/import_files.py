"""Sending in a file with employees, and saying what its columns are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.upload_forms import ColumnsForm, TableFileForm
from employment.forms.fields import DayField


class EmployeeFileForm(TableFileForm):
    """A table, or PAXml."""

    field_order = ("file",)

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, CSV or PAXml, at most 2,000 rows and 5 MB."),
        max_length=200,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xml,.pax,text/csv,text/plain,text/xml"}
        ),
    )


class EmployeeColumnsForm(ColumnsForm):
    """The columns, and from when what has no day of its own applies. `on` is the initial day."""

    on = DayField(
        label=_("Changes apply from"),
        help_text=_(
            "For those who are here already, where the row says no day. Who is new has it all from the first day."
        ),
    )
