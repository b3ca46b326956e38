"""Names of places made comparable across spellings."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹʺ`´′ʿʾ"))
_JOINTS = re.compile(r"[\s\-–—‐‑.,/]+")
_VOWELS = re.compile(r"[aeiouyw]+")
_TWICE = re.compile(r"(.)\1+")


def folded(name: str) -> str:
    """A name in small letters, without accents, apostrophes and hyphens: 'Makiyivka' stays apart from 'Makiivka', 'Kup'yansk' is 'kupyansk'."""
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return _JOINTS.sub(" ", kept).strip()


# Adjectives and generic words of administrative names, by rule: 'Kurskaya oblast'' → 'Kursk', 'Homs Governorate' → 'Homs'.
_GENERIC = re.compile(
    r"(?:['’]?(?:s|sʹ)?k(?:a|aya|yy|yi|iy|y|oye|e))?[ '’]+"
    r"(?:oblast['’]?|krai|kray|okrug|raion|rayon|district|governorate|province|region|county|city)$"
    r"|^(?:governorate|province|region) of ",
    re.I,
)
_ADJECTIVE = re.compile(r"(?:aya|a|yy|yi|iy|y)[ ]+(?:oblast['’]?|krai|kray|raion|rayon)$", re.I)
_ARTICLE = re.compile(r"^(?:al|ar|as|ash|ad|at|az|an|el)[- ](?=\w{3})", re.I)


def stems(name: str) -> tuple[str, ...]:
    """The bare names that a full one is also known by: the generic word, the adjective's ending and the Arabic article taken off."""
    found = [_GENERIC.sub("", name), _ADJECTIVE.sub("", name), _ARTICLE.sub("", name)]
    return tuple(dict.fromkeys(n[:1].upper() + n[1:] for n in found if n != name and len(n) > 2))
