"""Which addresses a webhook may call, how it is signed, and what is kept of an answer."""

import hashlib
import hmac

import pytest

from collaborations.rules.webhooks import (
    AddressProblem,
    BadAddress,
    Target,
    is_loopback,
    is_public,
    kept_of,
    signatures,
    stable_json,
    target_of,
)

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001:db8::1",
    "2001:0:7f00:1::",
    "2002:7f00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f.1",
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "193.10.5.7", "2001:4860:4860::8888", "2a00:801:1::1"]

BAD = [
    ("http://example.com/", AddressProblem.NOT_HTTPS),
    ("ftp://example.com/", AddressProblem.NOT_HTTPS),
    ("file:///etc/passwd", AddressProblem.NOT_HTTPS),
    ("example.com/hook", AddressProblem.NOT_HTTPS),
    ("", AddressProblem.MALFORMED),
    ("https://", AddressProblem.MALFORMED),
    ("https:///hook", AddressProblem.MALFORMED),
    ("https://eva:hemligt@example.com/", AddressProblem.MALFORMED),
    ("https://@example.com/", AddressProblem.MALFORMED),
    ("https://example.com\\@10.0.0.1/", AddressProblem.MALFORMED),
    ("https://example.com/#del", AddressProblem.MALFORMED),
    ("https://exa mple.com/", AddressProblem.MALFORMED),
    ("https://example.com/\r\nX-Evil: 1", AddressProblem.MALFORMED),
    ("https://example.com/\x00", AddressProblem.MALFORMED),
    ("https://exämple.com/", AddressProblem.MALFORMED),
    ("https://example..com/", AddressProblem.MALFORMED),
    ("https://-example.com/", AddressProblem.MALFORMED),
    ("https://[fe80::1%25eth0/", AddressProblem.MALFORMED),
    ("https://example.com:99999/", AddressProblem.MALFORMED),
    ("https://example.com:åtta/", AddressProblem.MALFORMED),
    ("https://example.com/" + "a" * 500, AddressProblem.MALFORMED),
    ("https://example.com:80/", AddressProblem.PORT),
    ("https://example.com:8443/", AddressProblem.PORT),
    ("https://example.com:22/", AddressProblem.PORT),
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_not_called(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_called(address: str) -> None:
    assert is_public(address)
    assert not is_loopback(address)


@pytest.mark.parametrize(("address", "problem"), BAD)
def test_an_address_that_must_not_be_called_says_why(address: str, problem: AddressProblem) -> None:
    with pytest.raises(BadAddress) as refused:
        target_of(address, [443])
    assert refused.value.problem is problem


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.com", Target("example.com", 443, "/")),
        ("https://Example.COM:443/hook?a=1", Target("example.com", 443, "/hook?a=1")),
        ("https://xn--smr-rla.example/in", Target("xn--smr-rla.example", 443, "/in")),
        ("https://[2001:db8::1]/", Target("2001:db8::1", 443, "/")),
        ("https://127.0.0.1/", Target("127.0.0.1", 443, "/")),
    ],
)
def test_the_parts_of_an_address(address: str, target: Target) -> None:
    assert target_of(address, [443]) == target


def test_a_port_that_is_allowed_by_name_is_called() -> None:
    assert target_of("https://example.com:8443/", [443, 8443]).port == 8443


def test_the_signature_covers_the_timestamp_and_the_body() -> None:
    body = b'{"action":"open"}'
    expected = hmac.new(b"hemlig", b"1764000000." + body, hashlib.sha256).hexdigest()
    assert signatures(["hemlig"], 1764000000, body) == f"v1={expected}"
    assert signatures(["hemlig"], 1764000001, body) != f"v1={expected}"
    assert signatures(["hemlig"], 1764000000, body + b" ") != f"v1={expected}"
    assert signatures(["annan"], 1764000000, body) != f"v1={expected}"


def test_while_two_secrets_are_valid_both_sign() -> None:
    both = signatures(["ny", "gammal"], 1, b"x")
    assert both == f"{signatures(['ny'], 1, b'x')},{signatures(['gammal'], 1, b'x')}"


def test_the_same_message_gives_the_same_bytes_whatever_its_order() -> None:
    assert stable_json({"b": 1, "a": "å"}) == stable_json({"a": "å", "b": 1}) == '{"a":"å","b":1}'.encode()


@pytest.mark.parametrize(
    "answer",
    [
        "Hej Örjan Ek, din adress är orjan@solrosen.example",
        '{"name":"\\u00d6rjan Ek","key":"whsec_hemlig"}',
        "ÖRJAN hittades inte",
        "okänd person 19121212-1212 eller 121212-1212 eller 191212121212",
        "annan@example.com",
    ],
)
def test_what_is_private_is_not_kept_of_an_answer(answer: str) -> None:
    kept = kept_of(answer, ["Örjan Ek", "orjan@solrosen.example", "whsec_hemlig"]).lower()
    for word in ("örjan", "u00d6", "@", "hemlig", "1212"):
        assert word not in kept
    assert "•••" in kept


def test_a_long_answer_is_cut_and_stays_on_one_line() -> None:
    assert kept_of("fel\r\n\x1b[31m" + "x" * 1000, []) == ("fel   [31m" + "x" * 1000)[:300]
