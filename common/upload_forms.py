"""Sending in a file with a table, and saying which of its columns is what."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.uploaded_tables import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, FileProblem, FileRefused, Table, columns_left

FILE_PROBLEMS: dict[FileProblem, Promise] = {
    FileProblem.EMPTY: _("The file is empty."),
    FileProblem.TOO_LARGE: _("The file is larger than 5 MB. Divide it into several."),
    FileProblem.OLD_WORKBOOK: _("This is a workbook of an older kind. Save it as XLSX or CSV and choose that file."),
    FileProblem.WORKBOOK: _("The workbook cannot be read. Save it as XLSX or CSV in your spreadsheet."),
    FileProblem.ENCODING: _("The text of the file cannot be read. Save it as CSV with UTF-8."),
    FileProblem.NOT_TEXT: _("The file holds characters that do not belong in a text, first on line %(line)s."),
    FileProblem.NOT_A_TABLE: _(
        "No columns are found. The first row needs at least two headings, with semicolon, comma or tab between."
    ),
    FileProblem.QUOTES: _("The quotation marks do not match, or a value is too long, from line %(line)s."),
    FileProblem.NO_ROWS: _("The file has headings but no rows."),
    FileProblem.TOO_MANY_ROWS: _("The file has more than %(rows)s rows. Divide it into several."),
    FileProblem.TOO_MANY_COLUMNS: _("The file has more than %(columns)s columns."),
    FileProblem.NOT_XML: _("The XML of the file is broken, or of a kind that is not read, from line %(line)s."),
    FileProblem.NOT_PAXML: _("This is XML, but no PAXml: its root has another name."),
    FileProblem.NOBODY: _("The PAXml has no persons, so there is nobody to import."),
    FileProblem.REMOVALS: _("The file says that person number %(line)s shall be removed. That is not done by import."),
}


def file_sentence(problem: FileProblem, line: int | None = None) -> str:
    """Why a file gives no table; for one with too many rows `line` can say how many there may be."""
    most = line if problem == FileProblem.TOO_MANY_ROWS and line else MAX_ROWS
    rows = f"{most:,}".replace(",", "\N{NO-BREAK SPACE}")
    return str(FILE_PROBLEMS[problem]) % {"line": line, "rows": rows, "columns": MAX_COLUMNS}


def refusal_sentence(refusal: FileRefused) -> str:
    """The same, for what was refused."""
    return file_sentence(refusal.problem, refusal.line)


class TableFileForm(forms.Form):
    """One file with a table; once it is valid `file_name` is what it is called where it comes from."""

    file_name = ""
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, or CSV with a first row of headings, at most 10,000 rows and 5 MB."),
        max_length=200,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,text/csv,text/plain"}),
    )

    def clean_file(self) -> bytes:
        """The content."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(file_sentence(FileProblem.TOO_LARGE))
        self.file_name = "".join(one for one in str(file.name) if one.isprintable())
        return bytes(file.read())


class ColumnsForm(forms.Form):
    """Which column of the file is what, by the names of `labels`."""

    def __init__(
        self,
        data: Any = None,
        *,
        head: Sequence[str],
        columns: Mapping[str, int],
        labels: Mapping[Any, str | Promise],
        required: Collection[str] = (),
        **initial: Any,
    ) -> None:
        super().__init__(data, initial={**{name: str(place) for name, place in columns.items()}, **initial})
        places = [(str(place), heading_of(head, place)) for place in range(len(head))]
        self._names = [str(name) for name in labels]
        for name, label in labels.items():
            nothing = _("Choose a column") if name in required else _("Not in the file")
            self.fields[str(name)] = forms.ChoiceField(
                label=str(label), required=name in required, choices=[("", nothing), *places]
            )

    @property
    def columns(self) -> dict[str, int]:
        """The place of each column that is chosen."""
        return {name: int(self.cleaned_data[name]) for name in self._names if self.cleaned_data[name]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name in self._names:
            place = cleaned.get(name)
            if place and place in taken:
                label = self.fields[taken[place]].label
                self.add_error(name, _("This column is already %(label)s.") % {"label": label})
            elif place:
                taken[place] = name
        return cleaned


def heading_of(head: Sequence[str], place: int) -> str:
    """What a column is called in the file."""
    return head[place] or str(_("Column %(number)s, without a heading") % {"number": place + 1})


def left_sentence(table: Table, columns: Mapping[str, int]) -> str:
    """Which columns of the file are not used; empty when all are."""
    left = [heading_of(table.head, place) for place in columns_left(table, columns)]
    number = len(left)
    text = ngettext("%(number)s column is not used: %(names)s.", "%(number)s columns are not used: %(names)s.", number)
    return text % {"number": number, "names": ", ".join(left)} if left else ""
