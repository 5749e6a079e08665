"""Digests of payslips and runs."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

from payroll.rules.basis import Kind
from payroll.rules.digests import PACKED_SINCE, digest_again, digest_of_digests, result_digest
from payroll.rules.payslip import ENGINE_VERSION, calculate_payslip
from payroll.rules.result import Explanation, Group, PayslipLine, PayslipResult, SickState, Unit
from tests.factories.payslip_basis import hourly, law, make_basis, october, registered


def digest_now(slip: PayslipResult) -> str:
    return digest_again(slip, ENGINE_VERSION)


def small_payslip() -> PayslipResult:
    why = Explanation("monthly_salary", "100 = 100", law="agreement")
    line = PayslipLine("monthly_salary", Group.GROSS, Decimal(1), Unit.MONTHS, Decimal(100), 100, why)
    return PayslipResult("li", (line,), 100, 100, 30, 70, (), Decimal(0), SickState(None, 0, 0, (), 0), "f")


def test_the_order_of_employees_does_not_change_the_digest_of_a_run() -> None:
    li = calculate_payslip(make_basis(), law())
    dan = calculate_payslip(
        make_basis(hourly(175), employee_id="dan", registrations=registered(Kind.HOURS_WORKED, october(5))), law()
    )
    assert result_digest([li, dan]) == result_digest([dan, li]) != result_digest([li])
    assert result_digest([li, replace(dan, net_pay=dan.net_pay + 1)]) != result_digest([li, dan])


def test_the_digest_of_a_run_is_that_of_its_payslips_digests_in_any_order() -> None:
    slips = [calculate_payslip(make_basis(employee_id=name), law()) for name in ("li", "mia")]
    digests = [digest_now(slip) for slip in slips]
    assert result_digest(slips) == digest_of_digests(digests) == digest_of_digests(reversed(digests))
    assert digest_of_digests(digests) != digest_of_digests(digests[:1])


def test_every_word_of_a_payslip_is_in_its_digest() -> None:
    slip = calculate_payslip(make_basis(), law())
    line = slip.lines[0]
    reworded = replace(line, explanation=replace(line.explanation, formula="35000 = 35000"))
    others = [
        replace(slip, net_pay=slip.net_pay + 1),
        replace(slip, lines=(reworded, *slip.lines[1:])),
        replace(slip, lines=(replace(line, amount=line.amount + 1), *slip.lines[1:])),
        replace(slip, sick_state=replace(slip.sick_state, days_counted=1)),
        replace(slip, contributions=()),
    ]
    assert len({digest_now(one) for one in (slip, *others)}) == 1 + len(others)


def test_the_digest_of_a_payslip_from_before_packing_is_the_same_for_ever() -> None:
    """SHA-256 of what is written out here: names in order, nothing that came later and says nothing."""
    slip = small_payslip()
    reason = (
        '{"figures":[],"formula":"100 = 100","inputs":[],"law":"agreement","references":[],"rule":"monthly_salary"}'
    )
    said = (
        '{"contributions":[],"employee_id":"li","fingerprint":"f","gross_pay":100,"lines":[{"amount":100,'
        f'"explanation":{json.dumps(reason)},"first_day":null,"group":"GROSS","last_day":null,'
        '"pay_item":"monthly_salary","quantity":"1","rate":"100","unit":"MONTHS"}],"net_pay":70,"preliminary_tax":30,'
        '"sick_state":{"days":0,"days_counted":0,"deduction_days":[],"deduction_left":0,"last_day":null},'
        '"taxable_pay":100,"vacation_days_taken":"0"}'
    )
    assert digest_again(slip, PACKED_SINCE - 1) == hashlib.sha256(said.encode()).hexdigest()


def test_the_digest_of_a_packed_payslip_is_the_same_for_ever() -> None:
    """SHA-256 of what is written out here: every field in the order of its name, what is packed as a text."""
    said = (
        '{"benefits":0,"contributions":"[]","employee_id":"li","employer_premiums":0,"fingerprint":"f","gross_pay":100,'
        '"lines":[{"account":"","amount":100,"cost_centre":"","explanation":"[\\"monthly_salary\\",\\"agreement\\",'
        '\\"100 = 100\\"]","first_day":null,"group":"GROSS","label":"","last_day":null,"pay_item":"monthly_salary",'
        '"project":"","quantity":"1","rate":"100","unit":"MONTHS"}],"net_deductions":0,"net_pay":70,'
        '"preliminary_tax":30,"reimbursements":0,"shares":"[]","sick_state":"[null,0,0,[],0]","taxable_pay":100,'
        '"vacation_days_before_turn":"0","vacation_days_taken":"0"}'
    )
    assert digest_again(small_payslip(), PACKED_SINCE) == hashlib.sha256(said.encode()).hexdigest()
