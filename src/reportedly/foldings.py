"""Names made comparable: one spelling for what differs in case, accents, apostrophes and hyphens only."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹʺ`´′ʿʾ"))
_JOINTS = re.compile(r"[\s\-–—‐‑.,/]+")
_ACCENTS = re.compile(r"[\u0300-\u036f\u0483-\u0487]+")


def folded(name: str) -> str:
    """A name in small letters, without accents, apostrophes and hyphens: 'Makiyivka' stays apart from 'Makiivka', 'Kup'yansk' is 'kupyansk'."""
    if name.isascii() and name.replace(" ", "").isalnum():  # most names: nothing to take off
        return " ".join(name.casefold().split())
    plain = name.casefold() if name.isascii() else unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = _ACCENTS.sub("", plain.translate(_APOSTROPHES))
    return _JOINTS.sub(" ", plain).strip()
