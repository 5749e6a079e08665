"""The form of a company's own accounts: a field for each standard account, empty where the standard's is used."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from payroll.account_wording import ACCOUNTS, HEADINGS, refusal_of
from payroll.rules.accounts import USES, WAGES_PAYABLE, Accounts, problem_of

NUMBERS = tuple(number for numbers in USES.values() for number in numbers)


class AccountsForm(forms.Form):
    """Every number is refused by itself, with the sentence of its kind."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, accounts: Accounts, reset: str = "") -> None:
        own = dict(accounts.own)
        super().__init__({**data.dict(), reset: ""} if data is not None else None, initial=own)  # type: ignore[attr-defined]
        for number in NUMBERS:
            attrs = {"inputmode": "numeric", "placeholder": number, "autocomplete": "off"}
            widget = forms.TextInput(attrs=attrs)
            self.fields[number] = forms.CharField(label=ACCOUNTS[number], required=False, widget=widget)

    def clean(self) -> dict[str, Any]:
        """Four digits that begin as the kind of account does."""
        values = self.cleaned_data
        for standard, number in list(values.items()):
            problem = problem_of(standard, number) if number else None
            if problem:
                self.add_error(standard, ValidationError(refusal_of(problem, standard)))
        return values

    def refuse_shared(self, other: str) -> None:
        """Net pay is not alone on its account."""
        name = ACCOUNTS.get(other, other)
        sentence = _("Net pay has an account of its own, so that it can be checked: %(name)s has the same.")
        self.add_error(WAGES_PAYABLE, ValidationError(sentence % {"name": name}))

    @property
    def numbers(self) -> dict[str, str]:
        """The company's number for each standard account."""
        return {standard: number or standard for standard, number in self.cleaned_data.items()}

    @property
    def groups(self) -> Iterator[tuple[Any, list[tuple[str, Any]]]]:
        """The fields under their headings, with the standard number of each."""
        for key, numbers in USES.items():
            yield HEADINGS[key], [(number, self[number]) for number in numbers]
