"""Clearing numbers name their bank, and an account that does not fit is told apart from one that does."""

import pytest

from employment.catalogue import clearing_ranges
from employment.rules.bank_accounts import AccountFault, AccountFormatError, CheckedAccount, check_account


def checked(clearing: str, account: str) -> CheckedAccount:
    return check_account(clearing, account, clearing_ranges())


@pytest.mark.parametrize(
    ("clearing", "account", "bank"),
    [
        ("1200", "0000002", "Danske Bank"),  # type 1, comment 1: 2 x 10 + 2 x 1 = 22, a multiple of 11
        ("5000", "0000019", "SEB"),
        ("9020", "0000006", "Länsförsäkringar Bank"),  # type 1, comment 2: 9 x 1 + 2 x 9 + 6 x 1 = 33
        ("3300", "9401022398", "Nordea"),  # type 2, comment 1: ten digits, modulus 10
        ("6000", "000000019", "Handelsbanken"),  # type 2, comment 2: modulus 11 over nine
        ("6000", "00000019", "Handelsbanken"),
        ("8327-9", "0000000018", "Swedbank"),  # type 2, comment 3, with the clearing number's own check digit
        ("9960", "18", "Nordea Plusgirot"),
    ],
)
def test_an_account_that_fits_names_its_bank(clearing: str, account: str, bank: str) -> None:
    result = checked(clearing, account)
    assert (result.bank_name, result.fault, result.passed) == (bank, AccountFault.NONE, True)


@pytest.mark.parametrize(
    ("clearing", "account", "fault"),
    [
        ("2999", "1234567", AccountFault.UNKNOWN_BANK),
        ("8327-8", "0000000018", AccountFault.CLEARING),
        ("5000", "123456", AccountFault.LENGTH),
        ("5000", "12345678", AccountFault.LENGTH),
        ("5000", "0000018", AccountFault.CHECK_DIGIT),
        ("9020", "0000007", AccountFault.CHECK_DIGIT),
        ("3300", "9401022399", AccountFault.CHECK_DIGIT),
        ("6000", "000000018", AccountFault.CHECK_DIGIT),
    ],
)
def test_an_account_that_does_not_fit_is_told_why(clearing: str, account: str, fault: AccountFault) -> None:
    result = checked(clearing, account)
    assert result.fault == fault
    assert not result.passed


def test_spaces_dots_and_dashes_are_dropped() -> None:
    result = checked(" 33 00 ", "940102-2398")
    assert (result.clearing_number, result.account_number) == ("3300", "9401022398")


@pytest.mark.parametrize(
    ("clearing", "account", "field"),
    [
        ("330", "9401022398", "clearing_number"),
        ("33000x", "9401022398", "clearing_number"),
        ("٣٣٠٠", "9401022398", "clearing_number"),
        ("3300", "1", "account_number"),
        ("3300", "94010223981234", "account_number"),
        ("3300", "٩٤٠١٠٢٢٣٩٨", "account_number"),
    ],
)
def test_what_cannot_be_an_account_is_refused_by_field(clearing: str, account: str, field: str) -> None:
    with pytest.raises(AccountFormatError) as refused:
        checked(clearing, account)
    assert refused.value.field == field


def test_the_ranges_are_in_order_and_do_not_overlap() -> None:
    ranges = clearing_ranges()
    assert len(ranges) == 54
    assert all(former.last < later.first for former, later in zip(ranges, ranges[1:], strict=False))
    assert all(row.first <= row.last and row.shortest <= row.longest for row in ranges)
