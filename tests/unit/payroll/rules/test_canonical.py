"""The same inputs and results are the same bytes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.rules.basis import Agreement, Exemption, Kind, NewVacationYear, PayslipBasis, Registration, VacationAtHand
from payroll.rules.canonical import (
    canonical_text,
    digest,
    fingerprint_of,
    said_of,
)
from payroll.rules.payslip import ENGINE_VERSION, calculate_payslip
from payroll.rules.result import Input, Unit
from payroll.rules.shifts import Shift
from payroll.rules.unsocial_bands import UnsocialHours
from payroll.rules.vacation_order import DayKind
from payroll.statutory import Parameters
from tests.factories.given import given
from tests.factories.payslip_basis import TABLE_33, law, make_basis, monthly, october, registered


def fingerprint(basis: PayslipBasis, parameters: Parameters | None = None, engine_version: int = 2) -> str:
    return fingerprint_of(basis, parameters or law(), engine_version)


def other_law() -> Parameters:
    parameters = law()
    rate = replace(parameters.figure("sick_pay_rate"), value=Decimal("0.75"))
    return replace(parameters, figures={**parameters.figures, "sick_pay_rate": rate})


def test_values_become_text_that_is_always_the_same() -> None:
    assert canonical_text(Input("rate", "1", Unit.SHARE)) == '{"name":"rate","unit":"SHARE","value":"1"}'
    assert canonical_text({"b": (Decimal("2.50"), [date(2026, 10, 1), None])}) == '{"b":["2.5",["2026-10-01",null]]}'
    assert canonical_text({"kind": Kind.SICK, "å": 1}) == '{"kind":"SICK","å":1}'


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError):
        canonical_text({"seal": b"1"})
    with pytest.raises(TypeError):
        canonical_text({1, 2})


def test_the_way_a_number_is_written_does_not_matter() -> None:
    assert {canonical_text(Decimal(one)) for one in ("100", "1E+2", "100.000000")} == {'"100"'}
    assert digest(Decimal("0.120")) == digest(Decimal("0.12")) != digest(Decimal("0.121"))


def test_the_order_of_names_does_not_matter() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_a_digest_is_the_same_for_ever() -> None:
    """SHA-256 of {"a":"å"} in UTF-8 without spaces, as sha256sum gives it."""
    assert digest({"a": "å"}) == "65b5cfbfcfa650150de1554f3c1315785acf3ed6fa05ae1c2b79c1f117dc1e07"


def test_the_order_of_registrations_does_not_change_a_fingerprint() -> None:
    made = (*registered(Kind.SICK, october(7, 8)), *registered(Kind.VACATION, october(12)))
    assert fingerprint(make_basis(registrations=made)) == fingerprint(make_basis(registrations=made[::-1]))
    one = Registration(date(2026, 10, 7), Kind.SICK, 60, "a")
    for change in ({"day": date(2026, 10, 8)}, {"kind": Kind.VACATION}, {"minutes": 30}, {"reference": "b"}):
        other = replace(one, **change)
        assert fingerprint(make_basis(registrations=(one, other))) == fingerprint(
            make_basis(registrations=(other, one))
        )


def test_what_was_worked_out_on_the_way_is_no_part_of_a_value() -> None:
    basis, asked = make_basis(), make_basis()
    assert asked.planned and canonical_text(asked) == canonical_text(basis)


def test_every_input_changes_a_fingerprint() -> None:
    basis = make_basis(registrations=registered(Kind.SICK, october(7)))
    others = [
        make_basis(),
        make_basis(registrations=registered(Kind.SICK, october(8))),
        make_basis(registrations=registered(Kind.SICK, october(7), 479)),
        make_basis(monthly(35_001), registrations=basis.registrations),
        replace(basis, birth_year=1986),
        replace(basis, payday=date(2026, 11, 24)),
    ]
    prints = {fingerprint(one) for one in (basis, *others)}
    assert len(prints) == 1 + len(others)


def test_the_figures_of_the_law_and_the_version_of_the_rules_change_a_fingerprint() -> None:
    basis = make_basis()
    assert fingerprint(basis) != fingerprint(basis, other_law())
    assert fingerprint(basis) != fingerprint(basis, engine_version=3)
    assert calculate_payslip(basis, law()).fingerprint == fingerprint(basis, engine_version=ENGINE_VERSION)


def test_figures_that_are_gone_never_lend_their_digest_to_new_ones() -> None:
    """Objects that were freed give their identity to new ones."""
    basis = make_basis()
    prints = set()
    for hundredths in range(40):
        rate = replace(law().figure("sick_pay_rate"), value=Decimal(hundredths) / 100)
        prints.add(fingerprint(basis, replace(law(), figures={"sick_pay_rate": rate})))
    assert len(prints) == 40


def test_what_tax_terms_do_not_say_is_left_out_so_that_older_fingerprints_stay() -> None:
    assert canonical_text(said_of(TABLE_33)) == '{"column":1,"method":"TABLE","table":33}'
    basis = make_basis(monthly(35_000))
    changes = ({"extra": 1}, {"rate": Decimal(1)}, {"amount": 1}, {"exemption": Exemption.STUDENT})
    found = {fingerprint(replace(basis, tax=replace(TABLE_33, **change))) for change in changes}
    assert len({*found, fingerprint(basis)}) == 5


def test_an_account_of_vacation_without_a_new_year_has_the_fingerprint_it_had_and_every_part_of_it_counts() -> None:
    known = VacationAtHand(((DayKind.PAID, Decimal(20)),), Decimal("0.046"))
    basis = make_basis(vacation=known)
    assert fingerprint(basis, replace(law(), figures={}))[:16] == "df84a50185dfec27"
    changed = ({"workdays": Decimal(4)}, {"variable_day_pay": 1}, {"new_year": NewVacationYear(known.days)})
    others = [replace(basis, vacation=replace(known, **change)) for change in changed]
    assert len({fingerprint(one) for one in (basis, make_basis(), *others)}) == 5


def test_what_agreements_did_not_say_of_unsocial_hours_is_left_out_so_that_older_fingerprints_stay() -> None:
    """The digest of this basis as it was before there were unsocial hours, and without figures, which come and go."""
    assert fingerprint(make_basis(), replace(law(), figures={}))[:16] == "19f2c6d204fbfa04"
    with_bonus = make_basis(given=(given("bonus", 1_000),))
    assert fingerprint(with_bonus, replace(law(), figures={}))[:16] == "7f98fe262f2c86e8"
    unsocial = UnsocialHours("Avtalet", date(2026, 1, 1), ())
    others = [
        replace(make_basis(), agreement=Agreement(unsocial=unsocial)),
        replace(make_basis(), shifts=(Shift(date(2026, 10, 5), 0, 60),)),
        replace(make_basis(), special_days=((date(2026, 10, 31), ("RED",)),)),
    ]
    assert len({fingerprint(one) for one in (make_basis(), *others)}) == 4
