"""Who is in the demo. Persons have Skatteverket's official test numbers; companies are made up."""

from dataclasses import dataclass

from accounts.permissions import ClientAccess, FirmRole

PASSWORD = "tallbarr och lingon"  # noqa: S105 -- printed by `make run`; demo data only
FIRM = ("Norrsken Redovisning AB", "5599000015")
RIVAL = ("Sydost Redovisning AB", "5599010013")


@dataclass(frozen=True)
class Colleague:
    """Someone on the firm's staff."""

    name: str
    email: str
    role: FirmRole
    client_access: ClientAccess = ClientAccess.ALL
    is_operator: bool = False


EVA = Colleague("Eva Lind", "eva@norrsken.example", FirmRole.ADMINISTRATOR, is_operator=True)
JON = Colleague("Jon Ahl", "jon@norrsken.example", FirmRole.CONSULTANT, is_operator=True)
SARA = Colleague("Sara Ek", "sara@norrsken.example", FirmRole.CONSULTANT, ClientAccess.OWN)
NILS = Colleague("Nils Berg", "nils@norrsken.example", FirmRole.ASSISTANT)
ELSA = Colleague("Elsa Lund", "elsa@sydost.example", FirmRole.ADMINISTRATOR)
"""Works at the rival."""
STAFF = (EVA, JON, SARA, NILS)


@dataclass(frozen=True)
class Worker:
    """An employee of the demo client. Pay in öre; `table` 0 is side income."""

    name: str
    number: str
    monthly_salary: int = 0
    hourly_wage: int = 0
    rate: int = 100
    table: int = 33
    column: int = 1
    workplace: str = "solrosen"

    @property
    def email(self) -> str:
        """An address that belongs to nobody."""
        given = self.name.split()[0].lower()
        return f"{given.translate(str.maketrans('åäöé', 'aaoe'))}@{self.workplace}.example"


WORKERS = (
    Worker("Li Sund", "198501032380", monthly_salary=3_500_000),
    Worker("Mia Karlsson", "197901082391", monthly_salary=4_200_000, table=32),
    Worker("Tor Holm", "199001112383", monthly_salary=2_950_000),
    Worker("Anna Åberg", "198801042394", monthly_salary=1_600_000, rate=50, table=31),
    Worker("Dan Lönn", "199601028294", hourly_wage=17_500),
    Worker("Elin Ung", "200601022387", hourly_wage=14_800, rate=40),
    Worker("Frida Äng", "195804043643", monthly_salary=3_000_000, column=3),
    Worker("Gun Sido", "196801029288", monthly_salary=900_000, rate=25, table=0),
)
ELECTRICIANS = (
    Worker("Rolf Nordvik", "197510082386", monthly_salary=4_100_000, table=34, workplace="nordviksel"),
    Worker("Sten Berg", "199401022398", monthly_salary=3_150_000, table=34, workplace="nordviksel"),
)
BARISTAS = (
    Worker("Ines Kaj", "198201132399", monthly_salary=3_200_000, table=33, workplace="cafekajutan"),
    Worker("Bo Sten", "200401032388", monthly_salary=2_600_000, table=33, workplace="cafekajutan"),
)
CARPENTERS = (
    Worker("Per Nyström", "197103119298", monthly_salary=4_600_000, table=34, workplace="snickarnailulea"),
    Worker("Alva Borg", "199201072387", monthly_salary=3_400_000, table=34, workplace="snickarnailulea"),
    Worker("Nils Spik", "199801030447", hourly_wage=18_800, table=33, workplace="snickarnailulea"),
)
CLIENTS = (
    ("Bageri Solrosen AB", "Östersund", "Ola Persson"),
    ("Snickarna i Luleå AB", "Luleå", "Per Nyström"),
    ("Hav & Land Konsult AB", "Sundsvall", "Karin Hav"),
    ("Café Kajutan AB", "Umeå", "Ines Kaj"),
    ("Nordviks El AB", "Piteå", "Rolf Nordvik"),
    ("Bloms Trädgård AB", "Härnösand", "Siv Blom"),
    ("Åre Skidskola AB", "Åre", "Max Ås"),
    ("Lindgrens Måleri AB", "Kiruna", "Lars Lindgren"),
    ("Tandläkare Sol AB", "Falun", "Maja Sol"),
    ("Fiskebåten Ester AB", "Haparanda", "Ester Våg"),
    ("Örnsköldsviks Bokhandel AB", "Örnsköldsvik", "Bo Blad"),
    ("Vita Villan Hotell AB", "Mora", "Vera Vit"),
    ("Glasbruket i Mora AB", "Mora", "Glenn Glas"),
    ("Kvarnens Ysteri AB", "Ånge", "Yngve Kvarn"),
)


def client_email(contact: str, company: str) -> str:
    """An address that belongs to nobody."""
    fold = str.maketrans("åäöéü", "aaoeu")
    given = contact.split()[0].lower().translate(fold)
    domain = "".join(letter for letter in company.lower().translate(fold) if letter.isalpha())[:-2]
    return f"{given}@{domain}.example"
