"""Names of places made comparable across spellings."""

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹʺ`´′ʿʾ"))
_JOINTS = re.compile(r"[\s\-–—‐‑.,/]+")
_SOFT = re.compile(r"(?<=.)[aeiouyhw]+")
_TWICE = re.compile(r"(.)\1+")
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ez", "es", "ed", "et", "er", "ech"))
_SOUNDS = str.maketrans({"q": "k", "c": "k", "j": "g", "z": "s", "v": "f", "p": "b", "d": "t"})


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


def sound(name: str) -> str:
    """What different transliterations of a name have in common: its consonants, without articles, vowels and doublings; '' where too little is left.

    'Deir ez-Zor' and 'Dayr az Zawr' are both 'trsr', 'Tal Afar' and 'Tall ʻAfar' both 'tlafr'.
    """
    words = [w for w in folded(name).split() if w not in _ARTICLES]
    if not words or not all(w.isascii() and w.isalpha() for w in words):
        return ""
    opening = ["a" if w[0] in "aeiouy" else w[0] for w in words]
    kept = [_TWICE.sub(r"\1", (o + _SOFT.sub("", w)[1:]).translate(_SOUNDS)) for o, w in zip(opening, words, strict=True)]
    key = "".join(kept)
    return key if len(key) >= 3 else ""
