"""The form for a file that is to be taken in."""

from zipfile import is_zipfile

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bundles.refusals import SENTENCES

LARGEST = 1024**3


class ImportForm(forms.Form):
    """One archive."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The zip file as it was downloaded, at most 1 GB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """An archive by what is in it, not by its name."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 GB."))
        if not is_zipfile(file):
            raise forms.ValidationError(str(SENTENCES["UNREADABLE"]))
        file.seek(0)
        return file
