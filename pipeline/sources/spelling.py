"""One spelling for a local input, however it was named: relative below the current folder, absolute elsewhere.

A relative spelling outlives a move of the folder; an absolute one says where a file is that lies apart. Below `/` lies
everything, so there all spellings are absolute: a service and a person then name a file alike.
"""

from __future__ import annotations

import os


class Spelling:
    """Spells paths as seen from the folder that was current at construction. Links keep the name they are given by."""

    def __init__(self) -> None:
        self._here = os.getcwd()
        self._folders: dict[str, str] = {}

    def of(self, path: str) -> str:
        """Return how a path is spelled; two ways to write the same path come out the same."""
        full = _absolute(self._here, path)
        if self._here == "/":
            return full
        folder, name = os.path.split(full)
        if full == self._here or not name:
            return "." if full == self._here else full
        if folder not in self._folders:
            self._folders[folder] = self._below(folder)
        below = self._folders[folder]
        if os.path.isabs(below) and self._is_here(full):
            return "."
        return os.path.normpath(os.path.join(below, name))

    def _below(self, folder: str) -> str:
        """Return a folder relative to the current one where it lies below it, by whatever way it was reached."""
        if folder == self._here or folder.startswith(f"{self._here}/"):
            return os.path.relpath(folder, self._here)
        above = folder
        while above != "/":
            # $PWD may lead here through a link, where the system says the folder's real name.
            if self._is_here(above):
                return os.path.relpath(folder, above)
            above = os.path.dirname(above)
        return folder

    def _is_here(self, path: str) -> bool:
        try:
            return os.path.samefile(path, self._here)
        except OSError:
            return False


def _absolute(here: str, path: str) -> str:
    """Return a path in full, its `.` and `..` gone; behind a link, `..` is what the system takes it for."""
    head, tail = os.path.split(os.path.join(here, path.rstrip("/") or "/"))
    if os.pardir in f"{head}/{tail}".split("/"):
        return os.path.realpath(path) if tail == os.pardir else os.path.join(os.path.realpath(head), tail)
    return "/" + os.path.normpath(os.path.join(head, tail)).lstrip("/")
