"""PAXml: its persons as a table, and nothing that it does not say."""

import pytest

from common.uploaded_tables import FileProblem, FileRefused
from employment.rules.paxml import HEAD, is_xml, persons_in

FILE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<paxml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.paxml.se/2.0/paxml.xsd">
  <header><version>2.0</version></header>
  <personal>
    <person anstid="7" persnr="196107162791">
      <fornamn>Åsa</fornamn><efternamn>Ek</efternamn><postadress>Storgatan 1</postadress><postnr>831 30</postnr>
      <ort>Östersund</ort><hemtelefon>063-12 34 56</hemtelefon><eposthem>asa@example.se</eposthem>
      <bankkonto>3300, 6107162791</bankkonto><anstdatum>2020-02-01</anstdatum><lonform>MÅN</lonform>
      <manlon datum="2026-01-01">32500.50</manlon><sysgrad datum="2025-01-01">80</sysgrad>
      <skattetabell>33</skattetabell><skattejamkning procent="18"/><befattning>Chef</befattning>
    </person>
    <person anstid="8"><fornamn>Bo</fornamn></person>
  </personal>
</paxml>
""".encode("latin-1")


def test_each_person_is_a_row_with_the_names_of_the_elements_as_headings() -> None:
    table = persons_in(FILE)
    assert table.head == HEAD
    (first, cells), (second, rest) = table.rows
    assert (first, second) == (1, 2)
    assert {name: cell for name, cell in zip(HEAD, cells, strict=False) if cell} == {
        "anstid": "7", "persnr": "196107162791", "telefon": "063-12 34 56", "epost": "asa@example.se",
        "fornamn": "Åsa", "efternamn": "Ek", "postadress": "Storgatan 1", "postnr": "831 30", "ort": "Östersund",
        "bankkonto": "3300, 6107162791", "anstdatum": "2020-02-01", "lonform": "MÅN", "manlon": "32500.50",
        "sysgrad": "80", "skattetabell": "33", "jamkningprocent": "18", "datum": "2026-01-01",
    }  # fmt: skip
    assert [cell for cell in rest if cell] == ["8", "Bo"]


@pytest.mark.parametrize(
    ("content", "problem", "line"),
    [
        (b"<paxml>", FileProblem.NOT_XML, 1),
        (b'<!DOCTYPE paxml [<!ENTITY a "b">]><paxml>&a;</paxml>', FileProblem.NOT_XML, 1),
        (b"<sie/>", FileProblem.NOT_PAXML, None),
        (b"<paxml><tidtransaktioner/></paxml>", FileProblem.NOBODY, None),
        (b'<paxml><personal><person/><person delete="true"/></personal></paxml>', FileProblem.REMOVALS, 2),
    ],
)
def test_what_is_no_list_of_persons_is_refused(content: bytes, problem: FileProblem, line: int | None) -> None:
    with pytest.raises(FileRefused) as refusal:
        persons_in(content)
    assert (refusal.value.problem, refusal.value.line) == (problem, line)


def test_xml_is_told_by_its_beginning() -> None:
    assert is_xml(FILE)
    assert is_xml(" <paxml/>".encode("utf-16"))
    assert not is_xml(b"Namn;Personnummer\n")
