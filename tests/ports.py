"""A port of this machine that nobody uses."""

from __future__ import annotations

import random
import socket

# Below the ports that Linux and macOS give to whoever asks for any (from 32768 and from 49152 up): between our look
# and the server's start nobody gets one of these by chance.
_FIRST, _LAST = 20_000, 32_000


def free_port() -> int:
    """Return a port that is free now, and is given to nobody who does not ask for this very one."""
    while True:
        port = random.SystemRandom().randint(_FIRST, _LAST)
        with socket.socket() as taken:
            try:
                taken.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
