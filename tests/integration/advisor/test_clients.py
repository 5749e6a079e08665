"""Clients of a firm: known once, reached by those who may, and announced to those who follow."""

import pytest
from django.db import connection
from django.http import Http404, HttpRequest

from accounts.models import Company
from accounts.permissions import ClientAccess, FirmRole, Permission
from accounts.queries import open_firm_membership
from advisor.access import client_for
from advisor.models import Client
from advisor.operations.assignments import change_assignment, end_assignment
from advisor.operations.clients import AlreadyClient, add_client
from advisor.queries import clients_matching, clients_of_membership
from common import clock
from common.scoping import scope
from tests.factories.accounts import acting, corporate_identity_number, make_company, make_firm, make_staff
from tests.factories.advisor import make_assignment, make_client

pytestmark = pytest.mark.django_db


def request_of(user: object) -> HttpRequest:
    request = HttpRequest()
    request.user = user  # type: ignore[assignment]
    return request


def test_a_new_client_makes_its_company_known_and_visible_to_the_staff() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    number = corporate_identity_number()
    with acting(eva), scope(firm_id=firm.pk):
        client = add_client(
            firm=firm,
            by=eva,
            on=clock.today(),
            corporate_identity_number=number,
            name="Bageri Solrosen AB",
            responsible_consultant=eva,
        )
        assert Company.objects.get(pk=client.company_id).corporate_identity_number == number


def test_the_same_company_cannot_be_added_twice_to_a_firm() -> None:
    firm, company = make_firm(), make_company()
    eva = make_staff(firm)
    make_client(firm, company, responsible=eva)
    with acting(eva), scope(firm_id=firm.pk):
        with pytest.raises(AlreadyClient):
            add_client(
                firm=firm,
                by=eva,
                on=clock.today(),
                corporate_identity_number=company.corporate_identity_number,
                name="Annat namn",
                responsible_consultant=eva,
            )
        assert Client.objects.count() == 1


def test_a_company_can_be_the_client_of_two_firms_that_do_not_see_each_other() -> None:
    company, first, second = make_company(), make_firm(), make_firm("Annan Byrå AB")
    mine = make_client(first, company, responsible=make_staff(first))
    make_client(second, company, responsible=make_staff(second, "Sven Storm"))
    with acting(mine.responsible_consultant), scope(firm_id=first.pk):
        assert list(Client.objects.all()) == [mine]


def test_reach_own_shows_clients_one_is_responsible_for_or_works_on() -> None:
    firm = make_firm()
    boss, sara = make_staff(firm), make_staff(firm, "Sara Ek", client_access=ClientAccess.OWN)
    responsible = make_client(firm, make_company(), responsible=sara)
    working = make_client(firm, make_company("Snickarna AB"), responsible=boss)
    make_client(firm, make_company("Annat AB"), responsible=boss)
    assignment = make_assignment(working, owner=boss, participants=[sara])
    with acting(sara), scope(firm_id=firm.pk):
        membership = open_firm_membership(sara.pk, firm.pk)
        assert membership is not None
        assert set(clients_of_membership(membership)) == {responsible, working}
        with acting(boss), scope(firm_id=firm.pk):
            end_assignment(assignment=assignment, by=boss)
        assert set(clients_of_membership(membership)) == {responsible}


def test_the_door_is_closed_to_other_firms_and_to_those_out_of_reach() -> None:
    firm, other = make_firm(), make_firm("Annan Byrå AB")
    boss = make_staff(firm, role=FirmRole.ADMINISTRATOR)
    sara = make_staff(firm, "Sara Ek", client_access=ClientAccess.OWN)
    stranger = make_staff(other, "Sven Storm")
    client = make_client(firm, make_company(), responsible=boss)
    with acting(boss):
        assert client_for(request_of(boss), client.pk, Permission.CLIENTS_READ) == client
    for outsider in (sara, stranger):
        with acting(outsider), pytest.raises(Http404):
            client_for(request_of(outsider), client.pk, Permission.CLIENTS_READ)


def test_names_are_found_and_sorted_in_swedish() -> None:
    firm = make_firm()
    eva = make_staff(firm)
    for name in ("Örn AB", "Ärla AB", "Ånge AB", "Zorn AB", "André AB"):
        make_client(firm, make_company(name), responsible=eva)
    with acting(eva), scope(firm_id=firm.pk):
        names = list(Client.objects.order_by("sort_key").values_list("name", flat=True))
        assert names == ["André AB", "Zorn AB", "Ånge AB", "Ärla AB", "Örn AB"]
        assert [client.name for client in clients_matching(Client.objects.all(), "andre")] == ["André AB"]


def test_changing_participants_keeps_the_owner_on_the_assignment() -> None:
    firm = make_firm()
    boss, sara = make_staff(firm), make_staff(firm, "Sara Ek")
    client = make_client(firm, make_company(), responsible=boss)
    assignment = make_assignment(client, owner=boss, participants=[sara])
    with acting(boss), scope(firm_id=firm.pk):
        change_assignment(assignment=assignment, name="Lön", owner=boss, participants=[], by=boss)
        assert [one.user_id for one in assignment.participants.all()] == [boss.pk]


def test_nothing_of_a_firms_register_is_written_into_the_companys_log(as_owner) -> None:  # type: ignore[no-untyped-def]
    company = make_company()
    make_client(make_firm(), company)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM events_auditevent WHERE company_id = %s", [company.pk])
        assert cursor.fetchone()[0] == 0
