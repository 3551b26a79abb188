"""Addresses as they may be shown and kept: without user name, password, signature or token."""

from __future__ import annotations

import re

HIDDEN = "..."

# A secret key may hold a `/`, and then urlsplit finds no user info: it is all up to the last @, unless what follows the
# colon is a port. Only the web has ports; for Azure a container stands before the @, which is no secret.
_USER_INFO = re.compile(
    r"(?P<web>(?:[a-z]{1,20}\+)?https?://)(?:[^/@?#]{0,500}@|[^/@?#:]{0,500}:(?!\d{1,5}(?:[/?#]|$))[^?#]{0,500}@)"
    r"|(?P<store>(?<![a-z0-9+.-])(?![a-z+]{0,20}https?:)[a-z0-9+.-]{1,20}://)"
    r"(?:[^/@?#:]{0,500}:[^?#]{0,500}@|(?<!abfs://)(?<!abfss://)[^/@?#]{0,500}@)",
    re.IGNORECASE,
)
_SIGNATURE = r"x-(?:amz|goog)-(?:signature|credential|security-token)|awsaccesskeyid|googleaccessid|key-pair-id"
_NAMES = r"(?:access|auth|api|client|session)?[_-]?(?:key|token|secret)|auth|passw(?:or)?d|pwd|sig|signature"
_SECRET_PARAMETER = re.compile(rf"(?<=[?&;])({_SIGNATURE}|{_NAMES})=[^&;#]*", re.IGNORECASE)
_SIGNED = re.compile(rf"[?&;](?:{_SIGNATURE})=|\?(?=(?:.*&)?sv=)(?:.*&)?sig=", re.IGNORECASE)


def shown(address: str) -> str:
    """Return an input as it may stand in a message or an account; a path of this machine is returned as it is.

    >>> shown("feed+https://me:pass@example.org/rss?token=abc&page=2"), shown("s3://key:sec/ret@bucket/a.txt")
    ('feed+https://example.org/rss?token=...&page=2', 's3://bucket/a.txt')
    """
    if "://" not in address:
        return address
    bare = _USER_INFO.sub(lambda found: found["web"] or found["store"], address)
    return _SECRET_PARAMETER.sub(rf"\1={HIDDEN}", bare)


def is_signed(address: str) -> bool:
    """Tell whether an address carries a signature, which is as good as a password while it is valid."""
    return "://" in address and _SIGNED.search(address) is not None


def has_user_info(address: str) -> bool:
    """Tell whether a user name or a password stands before the host."""
    return "://" in address and _USER_INFO.search(address) is not None
