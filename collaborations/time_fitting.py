"""The responsibility matrix beside the way of reporting time: who registers and approves has to go with it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from accounts.permissions import Party as PartyChoices
from collaborations.rules.terms import Party, TimeMode

FITTED = "fitted_time_mode"
"""A hidden field: the way of reporting that the matrix on the page was filled in for."""
TASKS = ("time_registration", "time_approval")


def fitted_field() -> forms.CharField:
    """What the page remembers, to tell a new way of reporting from a new choice in the matrix."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


def fitting_time(chosen: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The choices, with a matrix that follows the way of reporting where that is what was changed.

    What the person chose in the matrix after that (`data` is what was sent) stays as it is, and the form judges it.
    """
    mode = chosen["time_mode"]
    kept = [task for task in TASKS if task in data and data.get(FITTED) == mode]
    return {**chosen, **{task: _fit(task, chosen[task], mode) for task in TASKS if task not in kept}, FITTED: mode}


def _fit(task: str, party: str, mode: str) -> str:
    if mode == TimeMode.FIRM_REGISTERS:
        return Party.FIRM if task == "time_registration" and party == Party.CLIENT else party
    return Party.CLIENT if party == Party.FIRM else party


def tell_what_followed(form: forms.Form, data: Mapping[str, Any]) -> None:
    """Say by each field of the matrix that it was changed with the way of reporting, from what was sent."""
    words = dict(PartyChoices.choices)
    for task in TASKS:
        before = data.get(task)
        if task in form.fields and before in words and before != form.data[task]:
            text = _("Changed from %(before)s: it goes with the chosen way of reporting time.")
            form.fields[task].help_text = text % {"before": words[before]}
