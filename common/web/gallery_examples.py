"""Example values of the gallery: what pages of the product hand to the components."""

from typing import Any

ASSIGNMENTS = [("1", "Löpande lön"), ("2", "Bokslut")]
VARIANTS = [("standard", "Standard"), ("start", "Start – endast byrån")]

BADGES = [
    {"tone": "green", "text": "Aktivt"},
    {"tone": "amber", "text": "Väntar på kunden"},
    {"tone": "red", "text": "Misslyckades"},
    {"tone": "blue", "text": "Beräknas"},
    {"tone": "grey", "text": "Kan aktiveras"},
    {"tone": "grey", "text": "Låst", "icon": "lock"},
]
TABS = [
    {"label": "Översikt", "url": "#", "current": False},
    {"label": "Samarbeten", "url": "#", "current": True, "count": 3},
    {"label": "Anställda", "url": "#", "current": False, "count": 48},
]
STEPS = [
    {"label": "Underlag", "state": "done"},
    {"label": "Kontroll", "state": "attention", "note": "2"},
    {"label": "Beräkning", "state": "current"},
    {"label": "Kund", "state": ""},
    {"label": "Godkänd", "state": ""},
]
CONSEQUENCES = [
    {
        "who": "Kunden",
        "sentences": [
            {"text": "Mail till Ola P. och Mia K. att godkänna.", "kind": "mail"},
            {"text": "Åtkomsten till Lön Direkt stängs. Historiken går att läsa.", "kind": "warning"},
        ],
    },
    {
        "who": "Du",
        "sentences": [
            {"text": "Eva L. och Jon A. får åtkomst efter godkännandet.", "kind": "access"},
            {"text": "Byrån faktureras 89 kr per månad.", "kind": "money"},
        ],
    },
]
CARRIED_OUT = [
    {
        "who": "Kunden",
        "sentences": [
            {"text": "Mail till Ola P.", "kind": "mail", "state": {"tone": "green", "text": "Skickat 09:12"}},
            {"text": "Mail till Mia K.", "kind": "mail", "state": {"tone": "red", "text": "Misslyckades"}},
            {"text": "Eva L. får åtkomst.", "kind": "access", "state": {"tone": "blue", "text": "I kö"}},
        ],
    },
]
ROWS = [
    {"name": "Li Sund", "number": 3, "now": 2431000, "before": 2602000, "difference": -171000, "why": "Sjuk 2 dagar"},
    {"name": "Omar Nilsson", "number": 4, "now": 3120000, "before": 3120000, "difference": 0, "why": ""},
    {"name": "Åsa Öberg", "number": 7, "now": 2874050, "before": 2710000, "difference": 164050, "why": "Övertid"},
]
FACTS = [
    {"label": "Organisationsnummer", "value": "556677-8899"},
    {"label": "Ansvarig", "value": "Eva Lind"},
    {"label": "Period", "value": "12 månader, till 2027-02-28"},
]
EVENTS = [
    {"tone": "green", "text": "Ola P. accepterade inbjudan", "by": "Ola Persson", "at": "2026-03-01 09:12"},
    {"tone": "blue", "icon": "mail", "text": "Påminnelse skickad", "by": "Lönsam", "at": "2026-02-27 08:00"},
    {"tone": "grey", "icon": "send", "text": "Inbjudan skickad", "by": "Eva Lind", "at": "2026-02-24 15:40"},
]
NAVIGATION = {
    "firm": [
        {"label": "Månadstavlan", "url": "#", "icon": "layout-dashboard", "current": True},
        {"label": "Kunder", "url": "#", "icon": "users", "count": 312},
        {"label": "Lönekörningar", "url": "#", "icon": "wallet-cards", "count": 4},
        {"label": "Att göra", "url": "#", "icon": "list-checks", "count": 12},
    ],
    "client": [
        {"label": "Översikt", "url": "#", "icon": "house", "current": True},
        {"label": "Tid att godkänna", "url": "#", "icon": "clock-check", "count": 5},
        {"label": "Anställda", "url": "#", "icon": "users"},
    ],
    "employee": [
        {"label": "Idag", "url": "#", "icon": "sun", "current": True},
        {"label": "Kalender", "url": "#", "icon": "calendar-days"},
        {"label": "Lönebesked", "url": "#", "icon": "receipt-text"},
        {"label": "Mer", "url": "#", "icon": "ellipsis"},
    ],
    "entrance": [],
}
PLACES = {
    "firm": {"kind": "Byrå", "name": "Norrsken Redovisning AB", "switch_url": "#", "others": 2},
    "client": {"kind": "Kundadministratör", "name": "Bageri Solrosen AB", "switch_url": "#", "others": 1},
    "employee": {"kind": "Anställd", "name": "Bageri Solrosen AB", "switch_url": "#", "others": 0},
}


def place(audience: str) -> dict[str, Any]:
    """Navigation and workplace of a layout, as the context processor gives them."""
    return {"nav": NAVIGATION[audience], "workplace": PLACES.get(audience)}


def values() -> dict[str, Any]:
    """Everything that the components of the gallery show."""
    return {
        "badges": BADGES,
        "tabs": TABS,
        "steps": STEPS,
        "consequences": CONSEQUENCES,
        "carried_out": CARRIED_OUT,
        "rows": ROWS,
        "facts": FACTS,
        "events": EVENTS,
        "tones": ["green", "amber", "red", "blue", "grey"],
    }
