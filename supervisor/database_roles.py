"""The three roles and the database, made where they are missing."""

from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

OWNER, SERVING, SYSTEM = "lonsam_migrate", "lonsam_app", "lonsam_system"
ROLES = {OWNER: "LOGIN BYPASSRLS CREATEDB", SERVING: "LOGIN", SYSTEM: "LOGIN BYPASSRLS"}


class RolesFailed(RuntimeError):
    """The roles could not be made, or do not let us in; the message says what to do."""


def address_of(url: str, role: str) -> str:
    """The same database for another role, with the same password."""
    parts = urlsplit(url)
    password = f":{quote(unquote(parts.password), safe='')}" if parts.password else ""
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}{password}@{place}"))


def create(url: str, database: str) -> None:
    """Create what is missing; `url` is a superuser's. Doing it again changes nothing."""
    password = urlsplit(url).password
    with psycopg.connect(url, autocommit=True) as connection:
        for role, attributes in ROLES.items():
            if not _exists(connection, "SELECT FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} " + attributes).format(sql.Identifier(role)))
                if password:
                    secret = sql.Literal(unquote(password))
                    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), secret))
        names = (sql.Identifier(role) for role in (SERVING, SYSTEM, OWNER))
        connection.execute(sql.SQL("GRANT {}, {} TO {}").format(*names))
        if not _exists(connection, "SELECT FROM pg_database WHERE datname = %s", database):
            names = (sql.Identifier(name) for name in (database, OWNER))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


def create_on_server(url: str) -> tuple[str, str, str]:
    """Prepare a server that somebody named in `DATABASE_URL`; returns the addresses of owner, serving and system role.

    Roles that are there already keep their passwords, so each address is tried. Raises RolesFailed.
    """
    database = unquote(urlsplit(url).path.removeprefix("/")) or "lonsam"
    named = urlunsplit(urlsplit(url)._replace(path=f"/{quote(database)}"))
    found = (address_of(named, OWNER), address_of(named, SERVING), address_of(named, SYSTEM))
    try:
        if not (all(_answers(one) for one in found) and _may_make_tables(found[0])):
            create(urlunsplit(urlsplit(named)._replace(path="/postgres")), database)
            _let_owner_in(named, database)
        for one in found:
            psycopg.connect(one).close()
    except psycopg.Error as error:
        raise RolesFailed(
            f"{error}\nDATABASE_URL alone must name a role that may create roles and databases. Otherwise make"
            f" {', '.join(ROLES)} as docker/roles.sh does and give DATABASE_URL, DATABASE_URL_SYSTEM and"
            " DATABASE_URL_MIGRATE."
        ) from error
    return found


def _let_owner_in(url: str, database: str) -> None:
    """A database that was there already belongs to somebody else: our owner may still make tables in it."""
    with psycopg.connect(url, autocommit=True) as connection:
        names = {"database": sql.Identifier(database), "owner": sql.Identifier(OWNER)}
        connection.execute(sql.SQL("GRANT ALL ON DATABASE {database} TO {owner}").format(**names))
        connection.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {owner}").format(**names))


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


def _may_make_tables(url: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT has_schema_privilege('public', 'CREATE')").fetchone()
        return bool(row and row[0])


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None
