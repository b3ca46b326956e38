"""Bytes to text: UTF-8 and what a byte order mark says; another encoding is declared or guessed only where strict UTF-8 fails."""

import codecs
import re
from dataclasses import dataclass

from reportedly.errors import UnreadableInputError

SAMPLE_BYTES = 65_536
# What news texts outside UTF-8 are written in; without the list a short Cyrillic text is taken for any of some 40 code pages.
LIKELY = ["cp1251", "koi8_u", "cp866", "cp1252", "cp1254", "cp1255", "cp1256", "cp1253", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"))
_MARKS_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that gave it; None means UTF-8."""

    text: str
    charset: str | None = None


def decoded(raw: bytes, declared: str | None = None) -> Decoded:
    """The text that the bytes are, without a byte order mark; raises UnreadableInputError where they are no text."""
    for mark, charset in _MARKS + _MARKS_16:
        if raw.startswith(mark):
            return _as_marked(raw[len(mark) :], charset)
    try:
        return Decoded(raw.decode())
    except UnicodeDecodeError:
        return _other(raw, declared)


def _as_marked(raw: bytes, charset: str) -> Decoded:
    try:
        return Decoded(raw.decode(charset), None if charset == "utf-8" else charset)
    except UnicodeDecodeError as fault:
        raise UnreadableInputError(f"has the byte order mark of {charset}, but is not: {fault.reason} at byte {fault.start}") from None


def _other(raw: bytes, declared: str | None) -> Decoded:
    if _CONTROLS.search(raw):
        raise UnreadableInputError("binary: neither UTF-8 nor plain text in another encoding")
    for charset in filter(None, (_as_browsers_read(declared), _guess(raw))):
        text = _strictly(raw, charset)
        if text is not None:
            return Decoded(text, charset)
    raise UnreadableInputError("not UTF-8, and no other encoding fits")


def _as_browsers_read(declared: str | None) -> str | None:
    """The encoding that a page means by what it declares (WHATWG Encoding: Latin-1 and ASCII mean windows-1252, UTF-16 without a mark is wrong)."""
    name = (declared or "").strip().lower()
    if name.startswith(("utf-16", "utf-32")):
        return None
    return "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"} else name or None


def _strictly(raw: bytes, charset: str) -> str | None:
    try:
        return raw.decode(charset)
    except (LookupError, ValueError):  # no such encoding (LookupError), or not the one it is
        return None


def _guess(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # only few inputs need it

    best = from_bytes(raw[:SAMPLE_BYTES], cp_isolation=LIKELY).best()
    return best.encoding if best else None
