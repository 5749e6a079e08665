"""Forms about people."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person decides about themselves."""

    class Meta:
        model = User
        fields = ("given_name", "family_name", "language")
        labels: ClassVar = {
            "given_name": _("Given name"),
            "family_name": _("Family name"),
            "language": _("Language in mails"),
        }
