"""The gallery: every component with its states, and each layout, on example values. No database is read."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from common.web import gallery_examples as examples

LAYOUTS = ("firm", "client", "employee", "entrance")


class ExampleForm(forms.Form):
    """One control of each kind."""

    name = forms.CharField(label="Namn", help_text="Som det står i folkbokföringen.")
    email = forms.EmailField(label="E-post", required=False)
    salary = forms.CharField(label="Månadslön", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    hired_on = forms.DateField(label="Anställd från", widget=forms.DateInput(attrs={"type": "date"}))
    service = forms.ChoiceField(label="Uppdrag", choices=examples.ASSIGNMENTS)
    variant = forms.ChoiceField(label="Variant", choices=examples.VARIANTS, widget=forms.RadioSelect)
    comment = forms.CharField(label="Kommentar", widget=forms.Textarea, required=False)
    document = forms.FileField(label="Läkarintyg", required=False)
    terms = forms.BooleanField(label="Jag har läst villkoren")


class ExampleFilter(forms.Form):
    """What a list is narrowed by."""

    q = forms.CharField(required=False)
    state = forms.ChoiceField(label="Läge", required=False, choices=[("", "Alla"), ("active", "Aktiva")])


class ExampleColumns(forms.Form):
    """Which column of a file is what."""

    name = forms.ChoiceField(label="Namn", choices=[("0", "Namn"), ("1", "Lön")])
    salary = forms.ChoiceField(label="Månadslön", choices=[("1", "Lön"), ("0", "Namn")])


def _look(theme: str) -> dict[str, Any]:
    """What one theme's pane shows; ids end with the theme so that none is there twice."""
    empty = {"name": "", "email": "li@", "salary": "31 500", "variant": "standard"}
    return {
        "theme": theme,
        "form": ExampleForm(
            initial={"name": "Li Sund", "salary": "31 500", "variant": "start"}, auto_id=f"id_%s_{theme}"
        ),
        "filter": ExampleFilter(auto_id=f"filter_%s_{theme}"),
        "columns": ExampleColumns(auto_id=f"columns_%s_{theme}"),
        "faulty": ExampleForm(empty, auto_id=f"faulty_%s_{theme}"),
    }


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components, in the system's theme or in the one asked for."""
    return render(request, "gallery/page.html", {**examples.values(), "looks": [_look("light"), _look("dark")]})


@login_not_required
def gallery_layout(request: HttpRequest, audience: str) -> HttpResponse:
    """An example page in one of the layouts."""
    if audience not in LAYOUTS:
        raise Http404
    return render(request, f"gallery/{audience}.html", examples.values() | examples.place(audience) | _look(audience))
