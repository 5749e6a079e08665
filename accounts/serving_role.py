"""The server does not run with a database role that row-level security does not bind."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def refuse_unbound_role() -> None:
    """Stop a serving process at its start. Raises ImproperlyConfigured."""
    fault = fault_of_serving_role()
    if fault:
        raise ImproperlyConfigured(fault)


def fault_of_serving_role() -> str:
    """Why the current database role may not serve requests; empty when it may."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'"
            " AND pg_has_role(rolname, tableowner, 'MEMBER')) FROM pg_roles WHERE rolname = current_user"
        )
        name, is_super, bypasses, owns = cursor.fetchone()
    if is_super:
        return f"Database role {name} is a superuser: row-level security would not apply."
    if bypasses:
        return f"Database role {name} bypasses row-level security."
    if owns:
        return f"Database role {name} owns tables: use lonsam_app to serve."
    return ""
