"""Which inputs a run may read and which folder it may write, where whoever starts it is not its owner.

What is allowed is named by folders and by addresses. A path is judged by where it leads, links and `..` followed.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.errors import BadUsage
from schemas.addresses import shown
from schemas.job import ALLOWED_INPUTS, ALLOWED_OUTPUTS

# An address holds colons of its own: one before `//`, and one before a port.
_ENTRY = re.compile(r"[a-z0-9+.-]+://[^/:]*(?::\d{1,5}(?=[/:]|$))?(?:/[^:]*)?|[^:]+", re.IGNORECASE)
_LISTS = re.compile(r"^(?:feed|sitemap)\+", re.IGNORECASE)
_HERE = ("file://", "local://")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Permits:
    """Folders and addresses that may be read, folders that may be written; None: whatever the system lets us."""

    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None

    def may_read(self, path: str) -> bool:
        """Tell whether a file or folder of this machine may be read."""
        return self.inputs is None or _leads_into(path, self.inputs)

    def require_input(self, given: str) -> None:
        """Raise BadUsage where an input, as it was given, lies outside; a glob is judged by where it starts."""
        if self.inputs is None:
            return
        if "://" in given and not given.startswith(_HERE):
            allowed = any(_is_below(given, entry) for entry in self.inputs if "://" in entry)
        else:
            allowed = self.may_read(start_of(_path_of(given)))
        if not allowed:
            raise BadUsage(
                f"{shown(given)!r} may not be read by this run: name an input inside what {ALLOWED_INPUTS} lists, or "
                "have it added there, where the flow runs"
            )

    def require_output(self, out: str) -> None:
        """Raise BadUsage where an output folder lies outside."""
        if self.outputs is not None and not _leads_into(out, self.outputs):
            raise BadUsage(
                f"{out!r} may not be written by this run: name a folder inside what {ALLOWED_OUTPUTS} lists, or have "
                "it added there, where the flow runs"
            )


ANYTHING = Permits()
"""What the process's own user may do."""


def entries(text: str) -> tuple[str, ...]:
    """Return the entries of a list as the environment holds it, separated by colons.

    >>> entries("/srv/in:https://example.org:8080/news:s3://bucket/in")
    ('/srv/in', 'https://example.org:8080/news', 's3://bucket/in')
    """
    return tuple(_ENTRY.findall(text))


def start_of(given: str) -> str:
    """Return the folder a glob starts in, or the name itself.

    >>> start_of("inbox/*/a.txt"), start_of("inbox/a.txt"), start_of("*.txt")
    ('inbox', 'inbox/a.txt', '.')
    """
    if given.startswith(("http://", "https://", "feed+", "sitemap+")) or not glob.has_magic(given):
        return given
    if "://" not in given and os.path.lexists(given):
        return given
    magic = min(given.find(sign) for sign in "*?[" if sign in given)
    return given[:magic].rpartition("/")[0] or ("/" if given.startswith("/") else ".")


def _path_of(given: str) -> str:
    path = given.removeprefix("urls:")
    for scheme in _HERE:
        path = path.removeprefix(scheme)
    return path


def _leads_into(path: str, folders: Iterable[str]) -> bool:
    real = os.path.realpath(path)
    bases = [
        os.path.realpath(_path_of(folder)) for folder in folders if "://" not in folder or folder.startswith(_HERE)
    ]
    return any(real == base or real.startswith(base.rstrip("/") + "/") for base in bases)


def _is_below(address: str, allowed: str) -> bool:
    found, base = _spelled(address), _spelled(allowed)
    if found is None or base is None:
        return False
    return found == base or ("?" not in base and found.startswith(base.rstrip("/") + "/"))


def _spelled(address: str) -> str | None:
    """Return an address in one spelling; None where it climbs, has user info, or cannot be read."""
    address = _LISTS.sub("", address)
    path = unquote(unquote(address)).replace("\\", "/").partition("://")[2]
    if {".", ".."} & set(path.split("/")):
        return None
    if not address[:8].lower().startswith(("http://", "https://")):
        return address
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.username is not None or not host:
        return None
    shown_port = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown_port}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")
