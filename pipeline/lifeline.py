"""End a process once the one it works for is gone, however that ended and whatever this one is in the middle of.

It imports next to nothing: the nursery holds on to its run before anything that takes time is loaded.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
import sys

_PR_SET_PDEATHSIG = 1


def hold(descriptor: int) -> None:
    """End this process as soon as the other end of a socket is closed, in C code too; until `let_go`.

    The other end says nothing meanwhile. A socket and not PR_SET_PDEATHSIG: that is tied to the thread which started
    this process, and a thread of Prefect lives no longer than its task.
    """
    # The system ends the process by its default for SIGIO: no bytecode of ours has to run for it.
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGIO,))
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([descriptor], [], [], 0)[0]:  # it was closed before the system knew whom to tell
        os._exit(0)


def let_go(descriptor: int) -> None:
    """Have what comes over the socket end nothing from now on."""
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) & ~os.O_ASYNC)


def end_with_parent(parent: int) -> None:
    """End this process, by SIGKILL, when the single thread of its parent does; where the system is Linux.

    Elsewhere it ends when it next turns to its pipe.
    """
    if sys.platform == "linux":
        import ctypes  # in workers on Linux only, and this module is to load next to nothing

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it was gone before the call
        os._exit(0)
