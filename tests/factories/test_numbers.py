"""Skatteverket's official test numbers (open data "Testpersonnummer" and "Testsamordningsnummer").

They belong to no living person. Grouped by what the year of birth means for payroll in 2026.
"""

# Born 1937 or earlier: no contributions.
BORN_1937 = ("193709107761",)
# Born 1938-1958: old-age pension contribution only.
BORN_1958 = ("195804043643", "195807072813")
# Born 2003-2007: the youth reduction in 2026.
YOUTH = (
    "200301042396",
    "200301072385",
    "200401032388",
    "200501032395",
    "200601022387",
    "200701052391",
)
ORDINARY = (
    "196107162791",
    "196110023055",
    "196403013417",
    "196407133252",
    "196801029288",
    "196806129299",
    "197101039282",
    "197103119298",
    "197510082386",
    "197901082391",
    "197901112396",
    "198201022392",
    "198201132399",
    "198501032380",
    "198501102381",
    "198801042394",
    "198801092381",
    "199001112383",
    "199001212381",
    "199201072387",
    "199201122398",
    "199401022398",
    "199401031779",
    "199601028294",
    "199601039663",
    "199801030447",
    "199801082398",
)
# Coordination numbers: sixty is added to the day.
COORDINATION = ("198508712380", "198706602391", "199003912384", "199212722392")
EVERY_NUMBER = ORDINARY + YOUTH + BORN_1958 + BORN_1937 + COORDINATION
