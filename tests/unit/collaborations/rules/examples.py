"""Values that the rule tests share."""

from collaborations.catalogue import offer_of
from collaborations.rules.facts import ContactFacts, Facts, Person
from collaborations.rules.terms import (
    BillingRecipient,
    Party,
    Responsibilities,
    Terms,
    TimeMode,
    firm_only_responsibilities,
)

EVA = Person("Eva Lind", "eva@norrsken.example")
JON = Person("Jon Ask", "jon@norrsken.example")
OLA = Person("Ola Persson", "ola@solrosen.example")
MIA = Person("Mia Krok", "mia@solrosen.example")

STANDARD = offer_of("LON_SMART", "STANDARD")
START = offer_of("LON_SMART", "START")
AGREED = Responsibilities(Party.FIRM, Party.CLIENT, Party.CLIENT, Party.BOTH, Party.FIRM)

UNKNOWN = Facts(has_account=False, staff=(EVA, JON), contact=ContactFacts(OLA, is_firm_staff=False))
KNOWN = Facts(has_account=True, staff=(EVA, JON), administrators=(OLA, MIA))
WITH_LON_DIRECT = Facts(has_account=True, staff=(EVA, JON), administrators=(OLA, MIA), lon_direct=(MIA,))


def standard(
    billing: BillingRecipient = BillingRecipient.CLIENT,
    months: int = 12,
    mode: TimeMode = TimeMode.EMPLOYEES_REGISTER,
    matrix: Responsibilities = AGREED,
) -> Terms:
    return Terms(STANDARD, billing, months, mode, matrix)


def start(
    billing: BillingRecipient = BillingRecipient.FIRM,
    months: int = 12,
    mode: TimeMode = TimeMode.FIRM_REGISTERS,
    matrix: Responsibilities | None = None,
) -> Terms:
    return Terms(START, billing, months, mode, matrix or firm_only_responsibilities(mode))
