"""Forms for importing collaborations that were made elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from collaborations.catalogue.import_sentences import FIELDS, file_sentence
from collaborations.queries.overview import service_choices
from collaborations.queries.unlinked import WITH_CLIENT, WITHOUT_CLIENT, Narrowing
from collaborations.rules.import_files import MAX_BYTES, FileProblem
from collaborations.rules.import_rows import REQUIRED, Field


class ImportFileForm(forms.Form):
    """One file with a table; once it is valid `file_name` is what it is called where it comes from."""

    file_name = ""
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a first row of headings, at most 10,000 rows and 5 MB."),
        max_length=200,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )

    def clean_file(self) -> bytes:
        """The content."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(file_sentence(FileProblem.TOO_LARGE))
        self.file_name = "".join(one for one in str(file.name) if one.isprintable())
        return bytes(file.read())


class ColumnsForm(forms.Form):
    """Which column of the file is what."""

    def __init__(self, data: Any = None, *, head: Sequence[str], columns: Mapping[Field, int]) -> None:
        super().__init__(data, initial={field.value: str(place) for field, place in columns.items()})
        places = [(str(place), heading or _nameless(place)) for place, heading in enumerate(head)]
        for field, label in FIELDS.items():
            nothing = _("Choose a column") if field in REQUIRED else _("Not in the file")
            self.fields[field.value] = forms.ChoiceField(
                label=str(label), required=field in REQUIRED, choices=[("", nothing), *places]
            )

    @property
    def columns(self) -> dict[Field, int]:
        """The place of each column that is chosen."""
        return {Field(name): int(place) for name, place in self.cleaned_data.items() if place}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name, place in list(cleaned.items()):
            if place and place in taken:
                label = self.fields[taken[place]].label
                self.add_error(name, _("This column is already %(label)s.") % {"label": label})
            taken.setdefault(place, name)
        return cleaned


class UnlinkedFilter(forms.Form):
    """What the list can be narrowed by; anything that is not understood is as if it were not there."""

    q = forms.CharField(required=False, max_length=100)
    service = forms.ChoiceField(label=_("Service"), required=False)
    client = forms.ChoiceField(
        label=_("Client"),
        required=False,
        choices=[("", _("All companies")), (WITH_CLIENT, _("Is a client")), (WITHOUT_CLIENT, _("Is no client yet"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Every service")), *service_choices()]  # type: ignore[attr-defined]

    @property
    def narrowing(self) -> Narrowing:
        """What was understood."""
        self.is_valid()
        return Narrowing(**{name: value for name, value in self.cleaned_data.items() if value})


def _nameless(place: int) -> Any:
    return _("Column %(number)s, without a heading") % {"number": place + 1}
