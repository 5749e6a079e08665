"""Hiring again from the card: what is in the way is named, and what was typed stays."""

from datetime import date

import pytest
from django.urls import reverse

from common.rls import as_system
from employment.queries import employees_of
from employment.rules.periods import Period
from tests.factories.employment import make_employee
from tests.web.browsing import Person
from tests.web.employment.test_employee_pages import Cast, cast, made  # noqa: F401 fixtures

pytestmark = pytest.mark.django_db


def test_somebody_is_hired_again_from_the_card_and_it_is_taken_back(cast: Cast) -> None:  # noqa: F811
    li = make_employee(cast.company, "Li Sund", monthly_salary=3_000_000)
    eva, where = Person(cast.eva), [cast.company.pk, li.pk]
    card = reverse("employment:employee_employment", args=where)
    page = eva.open(reverse("employment:employee_hire_again", args=where))
    wrong = eva.send(page, {"first": "2026-11-01", "last": "2026-10-01"}, status=422)
    assert wrong.said_by("last") == "Sista dagen kan inte vara före första dagen, 2026-11-01."
    before = eva.send(page, {"first": "2023-01-01", "last": ""}, status=422)
    assert before.said_by("first") == "En ny anställning börjar efter den senaste, som börjar 2024-01-01."
    refused = eva.send(page, {"first": "2026-11-01", "last": "2027-01-31"}, status=422)
    assert refused.said_by("first") == "Anställningen från 2024-01-01 gäller tills vidare."
    assert "Avsluta den tidigare anställningen 2026-10-31" in refused.text
    done = eva.send(refused, {"ends_other": "on"})
    assert "Li Sund är anställd igen. Kontrollera lönen." in done.toasts
    assert done.soup.select_one("[name=on]")["value"] == "2026-11-01"  # type: ignore[index]
    shown = eva.open(card)
    assert "2026-11-01 – 2027-01-31" in shown.text
    assert "2024-01-01 – 2026-10-31" in shown.text
    early = eva.send(shown, {"hired_on": "2026-10-31"}, to=card, status=422)
    assert early.said_by("hired_on") == "En tidigare anställning är inte slut då."
    take_back = reverse("employment:hiring_take_back", args=where)
    back = eva.send(eva.open(card), to=take_back)
    assert "Den nya anställningen är tillbakatagen." in back.toasts
    with as_system(reason="test", company_id=cast.company.pk):
        assert employees_of(cast.company.pk).get(pk=li.pk).employments == (Period(date(2024, 1, 1)),)
    nothing = eva.post(take_back, {"csrfmiddlewaretoken": eva.token})
    assert "Det finns ingen anställning före den här." in nothing.toasts


def test_a_last_day_that_has_passed_says_that_the_login_closes_and_stays_so(cast: Cast) -> None:  # noqa: F811
    li = make_employee(cast.company, "Li Sund", email="li.sund@example.se")
    eva, where = Person(cast.eva), [cast.company.pk, li.pk]
    eva.post(reverse("employment:employee_invite", args=where), {"csrfmiddlewaretoken": eva.token})
    card = eva.open(reverse("employment:employee_employment", args=where))
    ended = eva.send(card, {"left_on": "2026-01-31"})
    assert "Därmed är inloggningen för Li Sund stängd." in ended.toasts
    assert "Inloggningen för Li Sund är stängd tills du bjuder in igen" in eva.send(ended, {"left_on": ""}).toasts
