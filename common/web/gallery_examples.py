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
COST = [
    {"label": label, "value": value, "text": f"{value}", "quiet": value < 380}
    for label, value in zip(
        ("dec", "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov"),
        (371, 388, 379, 395, 402, 399, 418, 441, 436, 404, 397, 412),
        strict=True,
    )
]
BALANCE = [
    {"label": label, "value": value, "text": text}
    for label, value, text in (
        ("jul", 40, "+0:40"),
        ("aug", -75, "\N{MINUS SIGN}1:15"),
        ("sep", 30, "+0:30"),
        ("okt", 145, "+2:25"),
        ("nov", 200, "+3:20"),
    )
]
GROSS_TO_NET = [
    {"label": "Månadslön", "value": 3150000, "text": "31 500", "total": True},
    {"label": "Övertid", "value": 84000, "text": "+840"},
    {"label": "Karensavdrag", "value": -116300, "text": "\N{MINUS SIGN}1 163"},
    {"label": "Preliminär skatt", "value": -686700, "text": "\N{MINUS SIGN}6 867"},
    {"label": "Nettolön", "value": 2431000, "text": "24 310", "total": True},
]
WEEKDAYS = ["mån", "tis", "ons", "tors", "fre", "lör", "sön"]
NOTES = {3: ("red", "Sjuk"), 4: ("red", "Sjuk"), 12: ("green", "Semester"), 23: ("amber", "Saknas")}
DAYS: list[dict[str, Any]] = [{"outside": True}] * 6 + [
    {
        "number": day,
        "url": "#",
        "tone": NOTES.get(day, ("", ""))[0],
        "note": NOTES.get(day, ("", ""))[1],
        "off": (day + 5) % 7 > 4,
        "today": day == 24,
    }
    for day in range(1, 31)
]
DAYS += [{"outside": True}] * (-len(DAYS) % 7)
WEEKS = [DAYS[start : start + 7] for start in range(0, len(DAYS), 7)]
WEEK_ROWS = [
    {
        "label": "Arbetad tid",
        "cells": [{"name": f"d{n}", "value": "8", "label": f"Arbetad tid dag {n + 1}"} for n in range(5)],
        "total": "40 h",
    },
    {
        "label": "Sjuk",
        "cells": [{"text": ""}, {"text": "8", "tone": "red"}, {"text": ""}, {"text": ""}, {"text": ""}],
        "total": "8 h",
    },
]
WHY = {
    "title": "Varför är skatten 6 867 kr?",
    "sentences": ["Skattetabell 33, kolumn 1. Din lön före skatt är 31 177 kr."],
    "facts": [{"label": "Underlag", "value": "31 177"}, {"label": "Tabell", "value": "33, kolumn 1"}],
    "source": "Skatteverkets skattetabeller 2026",
}
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
        "cost": COST,
        "balance": BALANCE,
        "gross_to_net": GROSS_TO_NET,
        "weekdays": WEEKDAYS,
        "weeks": WEEKS,
        "week_rows": WEEK_ROWS,
        "why": WHY,
        "bulk_actions": [{"label": "Skicka påminnelse", "name": "do", "value": "remind"}],
        "views": [
            {"label": "Alla", "url": "#", "current": True},
            {"label": "Mina kunder", "url": "#"},
            {"label": "Lön före den 25:e", "url": "#"},
        ],
        "row_links": [{"label": "Ändra", "url": "#", "icon": "pencil"}, {"label": "Avsluta", "url": "#"}],
        "tones": ["green", "amber", "red", "blue", "grey"],
    }
