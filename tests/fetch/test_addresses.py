"""Where a request may lead: the public internet only, however an address is written or wrapped."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch.addresses import host_objection, is_public, may_visit
from pipeline.fetch.canonical import canonical_url, joined
from pipeline.urls import clean_url
from tests.conftest import cases

V4 = st.integers(0, 2**32 - 1).map(IPv4Address)
PRIVATE_NETWORKS = [
    IPv4Network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10")
]
PRIVATE = st.sampled_from(PRIVATE_NETWORKS).flatmap(
    lambda network: st.integers(0, network.num_addresses - 1).map(lambda number: network[number])
)


def wrapped(address: IPv4Address) -> list[IPv6Address]:
    """Return the IPv6 addresses that stand for an IPv4 one, in one way or another."""
    number = int(address)
    return [
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0xFFFF << 48) | number),
        IPv6Address((0x0064FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80) | 1),
        IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),
    ]


def spellings(address: IPv4Address) -> list[str]:
    """Return other ways to write an IPv4 address that inet_aton understands."""
    a, b, c, d = address.packed
    number = int(address)
    return [str(number), hex(number), f"0{number:o}", f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}",
            f"0x{a:x}.{b}.{c}.{d}", f"0{a:o}.{b}.{c}.{d}", f"{a}.{b}.{c}.0x{d:x}", f"{number}."]  # fmt: skip


@pytest.mark.parametrize("case", cases("fetch_addresses"))
def test_an_address_is_public_or_not(case: dict[str, Any]) -> None:
    assert is_public(ip_address(case["input"])) is case["expect"]


@pytest.mark.parametrize("case", cases("fetch_canonical"))
def test_an_address_has_one_spelling(case: dict[str, Any]) -> None:
    assert canonical_url(case["input"]) == case["expect"]


@given(PRIVATE)
def test_a_private_address_is_refused_in_any_wrapping(address: IPv4Address) -> None:
    assert not is_public(address)
    assert not any(is_public(other) for other in wrapped(address))


@given(V4)
def test_a_wrapping_never_makes_an_address_public(address: IPv4Address) -> None:
    assert is_public(address) or not any(is_public(other) for other in wrapped(address))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_what_is_public_is_global_too(address: IPv6Address) -> None:
    assert not is_public(address) or address.is_global or address.ipv4_mapped is not None


@given(V4)
def test_a_number_is_no_host(address: IPv4Address) -> None:
    for spelling in spellings(address):
        if spelling != str(address):
            assert host_objection(spelling, 80) == "the host is a number"
    assert host_objection(str(address), 80) is None


@given(st.text("0123456789abcdefx.", min_size=1, max_size=20))
def test_what_the_system_reads_as_a_number_is_no_host(host: str) -> None:
    """inet_aton is what getaddrinfo reads hosts by."""
    try:
        read = socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return
    assert host == read or host_objection(host, 80) is not None


@given(V4)
def test_the_switch_opens_loopback_and_nothing_else(address: IPv4Address) -> None:
    assert may_visit(address, allow_loopback=True) is (is_public(address) or address.is_loopback)
    assert may_visit(address, allow_loopback=False) is is_public(address)


@pytest.mark.parametrize(
    ("port", "ok"), [(80, True), (443, True), (8080, True), (25, False), (22, False), (6000, True)]
)
def test_ports_of_other_services_are_not_asked(port: int, ok: bool) -> None:
    assert (host_objection("example.org", port) is None) is ok


@given(st.text(max_size=60).map(lambda tail: "http://example.org/" + tail) | st.text(max_size=80))
def test_a_canonical_address_is_ascii_and_stays_what_it_is(url: str) -> None:
    once = canonical_url(url)
    if once is not None:
        assert once.isascii()
        assert once.isprintable()
        assert canonical_url(once) == once
        assert clean_url(once) == once  # the archive's reader takes it for a page's address


@given(st.text(max_size=60))
def test_a_link_leads_to_the_web_or_nowhere(link: str) -> None:
    target = joined("https://example.org/a/b", link)
    assert target is None or target.startswith(("http://", "https://"))
