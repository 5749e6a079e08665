"""The addresses of payroll, and runs at every stage, for tests of its pages."""

from django.urls import reverse

from common.periods import Month
from payroll.findings import warnings_to_see
from payroll.models import PayrollRun
from payroll.operations.runs import approve_run, create_run, start_calculation
from tests.factories.effects import drain_outbox
from tests.web.browsing import Page
from tests.web.office import NOVEMBER, Office


def address(office: Office, name: str, *args: object, side: str = "", query: str = "") -> str:
    """A page of the desk of the firm, or of the client with `side="client_"`."""
    return reverse(f"payroll:{side}{name}", args=[office.company.pk, *args]) + query


def run_of(office: Office, month: Month = NOVEMBER) -> PayrollRun:
    """The month's run as it is stored now."""
    with office.seen():
        return PayrollRun.objects.filter(period=month.first).latest("pk")


def draft(office: Office, month: Month = NOVEMBER) -> PayrollRun:
    """A run that nothing has been calculated in."""
    with office.seen():
        return create_run(company_id=office.company.pk, month=month, by=office.eva)


def calculated(office: Office, month: Month = NOVEMBER) -> PayrollRun:
    """A run to be reviewed; the time in it is approved first."""
    office.approve(office.li, office.tor, month=month.previous)
    run = draft(office, month)
    with office.seen():
        start_calculation(run_id=run.pk, by=office.eva)
    drain_outbox()
    return run_of(office, month)


def approved(office: Office, month: Month = NOVEMBER) -> PayrollRun:
    """A run that is frozen."""
    run = calculated(office, month)
    with office.seen():
        return approve_run(run_id=run.pk, by=office.eva, seen=warnings_to_see(run.pk))


def row_of(page: Page, name: str) -> list[str]:
    """The cells of a person's line in the run."""
    for row in page.soup.select("#run tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        if cells[0] == name:
            return cells
    raise AssertionError(f"no line for {name}")


def blockers(page: Page) -> dict[str, str]:
    """What stands in the way, and where it is mended."""
    found = {}
    for one in page.soup.select(".blocker[data-tone='red']"):
        text = " ".join(one.select(".blocker-text")[0].get_text(" ").split())
        found[text] = str(one.a["href"]) if one.a else ""
    return found


def having_seen(page: Page) -> dict[str, str]:
    """The tick that the warnings are seen, where the page has any."""
    box = page.soup.select_one("input[name=seen]")
    return {"seen": str(box["value"])} if box else {}
