"""Keys looked for as one array."""

from uuid import uuid4

from common.scoping import scope
from employment.models import Employee, EmploymentTerms

ONE, OTHER = sorted([uuid4(), uuid4()])
TERMS = EmploymentTerms._all.order_by().values("id")


def parameters(condition: object, **conditions: object) -> tuple[str, tuple[object, ...]]:
    sql, given = TERMS.filter(**{"employee__in": condition, **conditions}).query.sql_with_params()
    return sql.partition(" WHERE ")[2], given


def test_several_ids_are_one_parameter() -> None:
    assert parameters([ONE, OTHER]) == ('"employment_employmentterms"."employee_id" = ANY (%s)', ([ONE, OTHER],))
    with scope(company_ids=[ONE]):
        sql, given = Employee.objects.filter(pk__in={ONE, OTHER}).order_by().values("id").query.sql_with_params()
    assert sql.endswith('("employment_employee"."company_id" IN (%s) AND "employment_employee"."id" = ANY (%s))')
    assert sorted(given[1]) == [ONE, OTHER]


def test_one_id_and_what_is_no_id_are_looked_for_as_ever() -> None:
    assert parameters([ONE]) == ('"employment_employmentterms"."employee_id" IN (%s)', (ONE,))
    assert parameters([str(ONE), str(OTHER)])[1] == (ONE, OTHER)
    assert parameters([ONE, None, OTHER])[0].endswith(" IN (%s, %s)")
    assert parameters(Employee(id=one) for one in (ONE, OTHER))[1] == (ONE, OTHER)
    assert " IN (SELECT " in parameters(Employee._all.values("id"))[0]


def test_none_of_several_ids_is_the_opposite() -> None:
    sql = TERMS.exclude(employee__in=[ONE, OTHER]).query.sql_with_params()[0]
    assert sql.endswith('WHERE NOT ("employment_employmentterms"."employee_id" = ANY (%s))')
