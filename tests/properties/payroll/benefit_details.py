"""What benefits, loans and salary sacrifice need besides an amount, as it is stored."""

from hypothesis import strategies as st

from payroll.rules.car_benefit import Green
from payroll.rules.meals_benefit import VALUES
from payroll.rules.pay_items import Method

Details = st.SearchStrategy[tuple[tuple[str, str], ...]]
amounts = st.integers(0, 90_000_000).map(str)
ticked = st.sampled_from(["", "1"])


def _details(**strategies: st.SearchStrategy[str]) -> Details:
    return st.fixed_dictionaries(strategies).map(lambda found: tuple(sorted(found.items())))


BENEFIT_DETAILS: dict[Method, Details] = {
    Method.CAR: _details(
        registered_on=st.sampled_from(["", "2019-05-01", "2021-07-01", "2024-02-29"]),
        model_year=st.integers(2010, 2026).map(str),
        new_car_price=amounts,
        extras_price=amounts,
        vehicle_tax=st.integers(0, 2_000_000).map(str),
        green=st.sampled_from(list(Green)).map(str),
        heavy_driving=ticked,
    ),
    Method.BICYCLE: _details(
        bicycle_price=amounts,
        life_years=st.integers(0, 10).map(str),
        service_cost=amounts,
        electric=ticked,
        offered_to_all=ticked,
    ),
    Method.MEALS: _details(**dict.fromkeys(VALUES, st.integers(0, 31).map(str))),
    Method.TAXABLE_SHARE: _details(taxable_share=st.decimals(0, 100, places=2).map(str)),
    Method.LOAN: _details(loan_principal=amounts, loan_repaid=amounts),
    Method.LOAN_INTEREST: _details(interest_rate=st.decimals(0, 20, places=2).map(str)),
    Method.SALARY_SACRIFICE: _details(premium_on_top=st.sampled_from(["", "0", "5.8"])),
}
