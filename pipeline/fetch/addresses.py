"""Which hosts, ports and network addresses may be visited: the public internet, and nothing else."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias

IPAddress: TypeAlias = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# What some versions of `ipaddress` call global although no web page is there: IETF assignments with Teredo among them,
# 6to4 and its relays, documentation.
_NOT_PUBLIC_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv4Network("240.0.0.0/4"))
_NOT_PUBLIC_V6 = (IPv6Network("2001::/23"), IPv6Network("2002::/16"), IPv6Network("3fff::/20"))
_ISATAP = (0x00005EFE, 0x02005EFE)
# The last label of a name is never a number: such a host is an IPv4 address in one of its many spellings.
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)
_LOWEST_FREE_PORT = 1024
_WEB_PORTS = frozenset({80, 443})


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one of the public internet, whatever IPv4 address is wrapped in it.

    >>> is_public(IPv6Address("::ffff:10.0.0.1")), is_public(IPv4Address("93.184.216.34"))
    (False, True)
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in net for net in _NOT_PUBLIC_V4)
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(_last_32_bits(address))
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return False
    return address in _GLOBAL_UNICAST and address.is_global and not any(address in net for net in _NOT_PUBLIC_V6)


def may_visit(address: IPAddress, *, allow_loopback: bool) -> bool:
    """Tell whether a connection may be made: to the public internet, or to this machine where that is allowed."""
    return is_public(address) or (allow_loopback and is_loopback(address))


def is_loopback(address: IPAddress) -> bool:
    """Tell whether an address is this machine itself."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def host_objection(host: str, port: int) -> str | None:
    """Return why a host is not even looked up, None where nothing speaks against it.

    >>> host_objection("2130706433", 80), host_objection("127.1", 80), host_objection("example.org", 80)
    ('the host is a number', 'the host is a number', None)
    """
    if port not in _WEB_PORTS and port < _LOWEST_FREE_PORT:
        return f"port {port} is not one of the web"
    if ":" not in host and _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]) and not _is_dotted_quad(host):
        return "the host is a number"
    return None


def _is_dotted_quad(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False


def _last_32_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
