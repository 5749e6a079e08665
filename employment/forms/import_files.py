"""Sending in a file with employees, and saying what its columns are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.upload_forms import ColumnsForm, TableFileForm
from employment.forms.fields import DayField
from employment.import_choices import NamedChoice
from employment.models import EmployeeImport


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


class ForAllForm(forms.Form):
    """What those get who have none and of whom the file says nothing; only what the company has can be chosen."""

    def __init__(self, data: Any = None, *, choices: Sequence[NamedChoice], file: EmployeeImport) -> None:
        # The columns of the file have the same names on the same page.
        super().__init__(data, initial=file.for_all, prefix="all")
        for choice in choices:
            offered = [(str(one), name) for name, one in choice.offered(file.company_id).items()]
            if offered:
                self.fields[choice.name] = forms.ChoiceField(
                    label=str(choice.label), required=False, choices=[("", _("Choose…")), *offered]
                )

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, by its name."""
        return {name: value for name, value in self.cleaned_data.items() if value}
