"""What a request comes to, beside an answer: it is refused for good, or it is not possible for now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.rejection import Reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: `url` is where it was found after all redirects, `body` is as it came, encodings and all."""

    url: str
    status: int
    phrase: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    when: datetime

    def header(self, name: str) -> str | None:
        """Return the first header of that name (given in lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)


class Refused(Exception):  # noqa: N818 - a verdict, not an error of ours
    """This address is not fetched, now or later."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class NotNow(Exception):  # noqa: N818 - as above
    """This address cannot be fetched now; `wait_seconds` is what the server asked for.

    `tried` is false where nothing was sent, because the host is left alone for now: that is no attempt.
    """

    def __init__(self, detail: str, wait_seconds: float = 0.0, *, tried: bool = True) -> None:
        super().__init__(detail, wait_seconds)
        self.detail = detail
        self.wait_seconds = wait_seconds
        self.tried = tried


class Halted(Exception):  # noqa: N818 - as above
    """The run ends; nothing was decided about this address."""
