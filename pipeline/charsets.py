"""Charset names as the web uses them: what a label stands for, and which ones are never believed."""

from __future__ import annotations

import codecs

# The WHATWG Encoding Standard reads these labels as their Windows supersets, and so does every browser
# (https://encoding.spec.whatwg.org/#names-and-labels); pages are written to what browsers do.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

# A closed list: Python also knows codecs that are no charsets (rot13, zlib, idna) and some that hide markup
# from a filter (UTF-7, HZ, the ISO 2022 family), which no page is to choose for us.
_TRUSTED = frozenset(
    """
    utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be
    cp874 cp932 cp949 cp950 cp866 cp850 cp852 cp437 gb18030 big5hkscs euc_jp euc_jis_2004 koi8-r koi8-u
    cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
    iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14
    iso8859-15 iso8859-16 mac-roman mac-cyrillic
    """.split()
)

_PYTHON_NAMES = {"x-sjis": "cp932", "windows-874": "cp874", "windows-31j": "cp932", "x-gbk": "gb18030"}


def trusted_codec(label: str) -> str | None:
    """Return the Python codec that a declared label stands for on the web, or None if it is not to be believed.

    >>> trusted_codec("ISO-8859-1"), trusted_codec("utf-7"), trusted_codec("rot13")
    ('cp1252', None, None)
    """
    label = label.strip().strip("\"'").lower()
    if not label.isascii() or not label or len(label) > 40 or "\x00" in label:
        return None
    try:
        name = codecs.lookup(_PYTHON_NAMES.get(label, label)).name
    except LookupError:
        return None
    name = _READ_AS.get(name, name)
    return name if name in _TRUSTED else None
