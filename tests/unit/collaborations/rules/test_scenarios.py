"""Every combination of facts has a verdict, and every reason to stop is named."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from collaborations.catalogue import offer_of
from collaborations.rules.blockers import (
    Blocker,
    BlockerCode,
    Remedy,
    acceptance_blockers,
    activation_blockers,
)
from collaborations.rules.facts import ContactFacts, Facts, OwnAgreement, ServiceUse
from collaborations.rules.scenarios import STARTABLE, scenario_of
from collaborations.rules.terms import Offer
from tests.unit.collaborations.rules.examples import (
    EVA,
    KNOWN,
    MIA,
    OLA,
    STANDARD,
    START,
    UNKNOWN,
    WITH_LON_DIRECT,
)

USES = list(ServiceUse)
OWN_VARIANTS = (None, "", "STANDARD", "START")
CHOSEN = ("", "STANDARD", "START")
# Decides first what stands further up. "*" is any value.
#  use            own firm  own variant vs chosen  included  elsewhere  Lön Direkt  account   verdict
VERDICTS = [
    ("THIS_FIRM",  "*",      "*",                   "*",      "*",       "*",        "*",      "ACTIVE"),
    ("OTHER_FIRM", "*",      "*",                   "*",      "*",       "*",        "*",      "S8"),
    ("*",          True,     "*",                   "*",      "*",       "*",        "*",      "S9"),
    ("OWN",        False,    "other",               "*",      "*",       "*",        "*",      "S4"),
    ("OWN",        False,    "*",                   "*",      "*",       "*",        "*",      "S3"),
    ("NONE",       False,    "*",                   True,     "*",       "*",        "*",      "S7"),
    ("NONE",       False,    "*",                   False,    True,      "*",        "*",      "S6"),
    ("NONE",       False,    "*",                   False,    False,     True,       "*",      "S5"),
    ("NONE",       False,    "*",                   False,    False,     False,      True,     "S2"),
    ("NONE",       False,    "*",                   False,    False,     False,      False,    "S1"),
]  # fmt: skip
COMBINATIONS: list[Any] = list(itertools.product((False, True), OWN_VARIANTS, CHOSEN, *[(False, True)] * 4))


@pytest.mark.parametrize("use", USES)
def test_every_combination_of_facts_has_the_verdict_of_the_table(use: ServiceUse) -> None:
    found = {one: scenario_of(_facts(use, *one), one[2]) for one in COMBINATIONS}
    wrong = {one: (verdict, _by_table(use, *one)) for one, verdict in found.items() if verdict != _by_table(use, *one)}
    assert len(found) == 384
    assert wrong == {}


def _facts(
    use: ServiceUse,
    own_firm: bool,
    own: str | None,
    chosen: str,
    included: bool,
    elsewhere: bool,
    lon_direct: bool,
    account: bool,
) -> Facts:
    return Facts(
        has_account=account,
        lon_direct=(MIA,) if lon_direct else (),
        service_use=use,
        own=None if own is None else OwnAgreement(own),
        included_in="eEkonomi" if included else "",
        is_own_firm=own_firm,
        made_elsewhere=elsewhere,
    )


def _by_table(use: ServiceUse, own_firm: bool, own: str | None, chosen: str, *rest: bool) -> str:
    differs = "other" if own and chosen and own != chosen else "same"
    given = (use.value, own_firm, differs, *rest)
    return next(row[-1] for row in VERDICTS if all(want in ("*", is_) for want, is_ in zip(row, given, strict=False)))


@pytest.mark.parametrize("use", [ServiceUse.THIS_FIRM, ServiceUse.OTHER_FIRM])
@pytest.mark.parametrize("offer", [STANDARD, START])
def test_a_scenario_that_cannot_be_started_is_a_blocker(use: ServiceUse, offer: Offer) -> None:
    facts = replace(KNOWN, service_use=use)
    assert scenario_of(facts) not in STARTABLE
    expected = {ServiceUse.THIS_FIRM: BlockerCode.ALREADY_ACTIVE, ServiceUse.OTHER_FIRM: BlockerCode.OTHER_FIRM}[use]
    assert [blocker.code for blocker in activation_blockers(facts, offer)] == [expected]
    assert [blocker.code for blocker in acceptance_blockers(facts, offer)] == [expected]


def test_a_service_that_stands_on_another_says_which_has_to_be_active_first() -> None:
    facts = replace(KNOWN, lacks_service="Lön Smart")
    expected = Blocker(BlockerCode.SERVICE_NEEDED, Remedy.COLLABORATIONS, ("Lön Smart",))
    assert activation_blockers(facts, offer_of("LON_ANSTALLD", "BOTH")) == (expected,)


def test_nothing_is_needed_of_a_client_who_is_not_asked() -> None:
    silent = Facts(has_account=False, address_complete=False, staff=(EVA,))
    assert activation_blockers(silent, offer_of("SKATT_BOKSLUT", "")) == ()
    assert activation_blockers(replace(silent, is_own_firm=True), STANDARD) == ()
    assert len(activation_blockers(silent, STANDARD)) == 2


@pytest.mark.parametrize("facts", [UNKNOWN, KNOWN, WITH_LON_DIRECT])
@pytest.mark.parametrize("offer", [STANDARD, START])
def test_nothing_stands_in_the_way_in_s1_s2_and_s5(facts: Facts, offer: object) -> None:
    assert scenario_of(facts) in STARTABLE
    assert activation_blockers(facts, STANDARD if offer is STANDARD else START) == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            replace(KNOWN, has_assignment=False, staff=()),
            Blocker(BlockerCode.NO_ASSIGNMENT, Remedy.ASSIGNMENTS),
        ),
        (replace(KNOWN, staff=()), Blocker(BlockerCode.NO_STAFF, Remedy.ASSIGNMENT_STAFF)),
        (
            replace(KNOWN, address_complete=False),
            Blocker(BlockerCode.ADDRESS_INCOMPLETE, Remedy.CLIENT_DETAILS),
        ),
        (replace(KNOWN, number_valid=False), Blocker(BlockerCode.INVALID_NUMBER, Remedy.NEW_CLIENT)),
        (replace(KNOWN, request_open=True), Blocker(BlockerCode.REQUEST_OPEN, Remedy.REQUESTS)),
        (replace(KNOWN, administrators=()), Blocker(BlockerCode.NO_ADMINISTRATOR, Remedy.ADMINISTRATORS)),
        (
            replace(KNOWN, administrators=(EVA,), administrators_in_firm=(EVA,)),
            Blocker(BlockerCode.ADMINISTRATORS_ARE_FIRM_STAFF, Remedy.ADMINISTRATORS, ("Eva Lind",)),
        ),
        (replace(UNKNOWN, contact=None), Blocker(BlockerCode.NO_CONTACT, Remedy.CONTACTS)),
        (
            replace(UNKNOWN, contact=ContactFacts(replace(OLA, email=""), False)),
            Blocker(BlockerCode.CONTACT_WITHOUT_EMAIL, Remedy.CONTACT, ("Ola Persson",)),
        ),
        (
            replace(UNKNOWN, contact=ContactFacts(OLA, is_firm_staff=True)),
            Blocker(BlockerCode.CONTACT_IS_FIRM_STAFF, Remedy.CONTACTS, ("Ola Persson",)),
        ),
    ],
)
def test_each_missing_thing_is_one_blocker_with_its_remedy(facts: Facts, expected: Blocker) -> None:
    assert activation_blockers(facts, STANDARD) == (expected,)


def test_an_unfinished_lon_direkt_run_stops_start_and_not_standard() -> None:
    facts = replace(WITH_LON_DIRECT, open_lon_direct_runs=("Lönekörning november",))
    expected = Blocker(BlockerCode.LON_DIRECT_RUN_OPEN, Remedy.ASK_CLIENT, ("Lönekörning november",))
    assert activation_blockers(facts, START) == (expected,)
    assert acceptance_blockers(facts, START) == (expected,)
    assert activation_blockers(facts, STANDARD) == ()


def test_several_missing_things_are_all_named_at_once() -> None:
    facts = Facts(has_account=False, has_assignment=False, address_complete=False)
    assert [blocker.code for blocker in activation_blockers(facts, STANDARD)] == [
        BlockerCode.NO_ASSIGNMENT,
        BlockerCode.ADDRESS_INCOMPLETE,
        BlockerCode.NO_CONTACT,
    ]


def test_an_assignment_that_ended_while_the_request_waited_stops_the_acceptance() -> None:
    facts = replace(KNOWN, has_assignment=False)
    assert acceptance_blockers(facts, STANDARD) == (Blocker(BlockerCode.NO_ASSIGNMENT, Remedy.ASSIGNMENTS),)


def test_an_administrator_who_also_works_at_the_firm_gets_no_request() -> None:
    assert replace(KNOWN, administrators_in_firm=(MIA,)).recipients == (OLA,)
