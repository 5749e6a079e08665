"""Wall 2: row-level security in PostgreSQL, and the database context that its policies read.

Policies call a few STABLE functions made in `accounts` migrations. Each is called once per statement (an
InitPlan), never per row: a per-row function costs hundreds of times more.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.migrations import RunSQL

from common import clock
from common.scoping import scope

COMPANY = "{column} = ANY ((SELECT actor_company_ids())::uuid[])"
MEMBER_COMPANY = "{column} = ANY ((SELECT actor_member_company_ids())::uuid[])"
FIRM = "{column} = ANY ((SELECT actor_firm_ids())::uuid[])"


class Context(NamedTuple):
    """What the policies know: the acting user, or the tenants that system work is bound to, and the day."""

    user_id: UUID | None = None
    firm_id: UUID | None = None
    company_id: UUID | None = None
    today: date | None = None


_NOBODY = Context()
_context: ContextVar[Context] = ContextVar("database_context", default=_NOBODY)


def _apply(context: Context) -> None:
    values = [str(value) if value else "" for value in context]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.user_id', %s, true), set_config('app.firm_id', %s, true),"
            " set_config('app.company_id', %s, true), set_config('app.today', %s, true)",
            values,
        )


@contextmanager
def database_context(
    *, user_id: UUID | None = None, firm_id: UUID | None = None, company_id: UUID | None = None
) -> Iterator[None]:
    """Tell the policies who acts, for the rest of this block of the transaction; the former context returns after it.

    Raises RuntimeError outside a transaction: the setting is local to one, so that it cannot reach
    another request through a pooled connection.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The database context lives inside a transaction.")
    former = _context.get()
    context = Context(user_id, firm_id, company_id, clock.today())
    if context == former:
        yield
        return
    _apply(context)  # first: what fails here must not be remembered as told
    token = _context.set(context)
    try:
        yield
    except BaseException:
        _context.reset(token)
        with suppress(DatabaseError):  # a broken transaction rolls the setting back itself
            _apply(former)
        raise
    _context.reset(token)
    if not connection.needs_rollback:
        # Never suppressed: the commit of a transaction that this breaks would be a rollback that nobody hears of.
        _apply(former)


@contextmanager
def as_system(*, reason: str, firm_id: UUID | None = None, company_id: UUID | None = None) -> Iterator[None]:
    """Act for the product itself, bound to the tenants named; the greppable way past the actor's own rights.

    Opens the Python scope for the same tenants. The reason is for the reader; a guard test lists the callers.
    """
    if not reason:
        raise ValueError("System work states its reason.")
    context = {"firm_id": firm_id, "company_id": company_id}
    companies = None if company_id is None else [company_id]
    user_id = _context.get().user_id
    with database_context(user_id=user_id, **context), scope(firm_id=firm_id, company_ids=companies):
        yield


def policy(table: str, expression: str, *, check: str | None = None) -> RunSQL:
    """Force row-level security on a table with one policy for reading and writing."""
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY tenant ON {table} USING ({expression}) WITH CHECK ({check or expression});",
        f"DROP POLICY tenant ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def enable(table: str, *, firm: str | None = None, company: str | None = None) -> RunSQL:
    """The usual policy: rows of the actor's firms, of the companies the actor holds a grant in, or, for a
    row with both keys, of the firm's staff and of the company's own members.
    """
    if firm and company:
        return policy(table, f"{FIRM.format(column=firm)} OR {MEMBER_COMPANY.format(column=company)}")
    if firm:
        return policy(table, FIRM.format(column=firm))
    if company:
        return policy(table, COMPANY.format(column=company))
    raise ValueError("A tenant table has a firm or a company.")


def grant_system(table: str, rights: str) -> RunSQL:
    """Give the system role (relay, sweeps, verification) its few rights on a table."""
    return RunSQL(f"GRANT {rights} ON {table} TO lonsam_system", RunSQL.noop)


def revoke_app(table: str, rights: str) -> RunSQL:
    """Take rights from the serving role, which otherwise may read and write every table."""
    return RunSQL(f"REVOKE {rights} ON {table} FROM lonsam_app", RunSQL.noop)


def system_view(name: str, query: str) -> RunSQL:
    """A view that sees every tenant: for the system role alone, never for the serving role."""
    return RunSQL(
        f"CREATE VIEW {name} AS {query}; REVOKE ALL ON {name} FROM lonsam_app; GRANT SELECT ON {name} TO lonsam_system",
        f"DROP VIEW {name}",
    )


def invariant(name: str, query: str) -> RunSQL:
    """A view that returns rows only where something that must always hold is broken; `check_invariants` reads it."""
    return system_view(name, query)


_VALID_GRANT = (
    "g.ended_at IS NULL AND daterange(g.starts_on, g.ends_on, '[]') @>"
    " coalesce(nullif(current_setting('app.today', true), '')::date, current_date)"
)
_USER = "nullif(current_setting('app.user_id', true), '')::uuid"


def _holders(scopes: str) -> str:
    return (
        "company_id = ANY (ARRAY(SELECT g.company_id FROM accounts_accessgrant g"
        f" WHERE g.user_id = {_USER} AND {scopes} AND {_VALID_GRANT}))"
    )


def _one_of(scopes: tuple[str, ...]) -> str:
    return "g.scope IN ({})".format(", ".join(f"'{scope}'" for scope in scopes))


_SYSTEM = "company_id = (SELECT nullif(current_setting('app.company_id', true), '')::uuid)"


def employee_rows(
    table: str, *, writers: tuple[str, ...], readers: tuple[str, ...] = (), own_may_write: bool = False
) -> RunSQL:
    """Rows about one employee: seen by holders of the `readers` scopes (any but `self` when left out), and by the
    employee.

    `writers` are the scopes that may write; `own_may_write` lets the employee write their own rows.
    """
    reading = _holders(_one_of(readers) if readers else "g.scope <> 'self'")
    own = f"employee_id = ANY (ARRAY(SELECT e.id FROM employment_employee e WHERE e.user_id = {_USER}))"
    check = f"{_SYSTEM} OR {_holders(_one_of(writers))}" + (f" OR {own}" if own_may_write else "")
    return policy(table, f"{_SYSTEM} OR {reading} OR {own}", check=check)


def office_rows(table: str, *, readers: tuple[str, ...], writers: tuple[str, ...]) -> RunSQL:
    """Rows about a company's payroll as a whole: for holders of scopes, never for someone with only `self`."""
    return policy(
        table, f"{_SYSTEM} OR {_holders(_one_of(readers))}", check=f"{_SYSTEM} OR {_holders(_one_of(writers))}"
    )


def same_company(table: str, column: str, parent: str) -> RunSQL:
    """The row's parent is of the row's company: a second foreign key, with the company in it."""
    name = f"{table}_{column}_same_company"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (company_id, {column})"
        f" REFERENCES {parent} (company_id, id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )
