"""Names of places made comparable across spellings."""

import re

from reportedly.foldings import folded as folded

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_SOFT = re.compile(r"(?<=.)[aeiouyhw]+")
_TWICE = re.compile(r"(.)\1+")
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "ash", "at", "az", "an", "ez", "es", "ed", "et", "er", "ech"))
_SOUNDS = str.maketrans({"q": "k", "c": "k", "j": "g", "z": "s", "v": "f", "p": "b", "d": "t"})


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
    plain = folded(name)
    words = [w for w in plain.split() if w not in _ARTICLES]
    if not words or not plain.isascii() or not all(map(str.isalpha, words)):
        return ""
    opening = ["a" if w[0] in "aeiouy" else w[0] for w in words]
    kept = [_TWICE.sub(r"\1", (o + _SOFT.sub("", w)[1:]).translate(_SOUNDS)) for o, w in zip(opening, words, strict=True)]
    key = "".join(kept)
    return key if len(key) >= 3 else ""


# Official transliterations: Ukrainian by the Cabinet of Ministers' resolution 55 of 2010, Russian by BGN/PCGN 1947.
_UKRAINIAN_LETTERS = "а=a б=b в=v г=h ґ=g д=d е=e ж=zh з=z и=y і=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch"
_RUSSIAN_LETTERS = (
    "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ы=y э=e ю=yu я=ya ё=yo"
)
_UKRAINIAN = {pair[0]: pair[2:] for pair in _UKRAINIAN_LETTERS.split()}
_RUSSIAN = {pair[0]: pair[2:] for pair in _RUSSIAN_LETTERS.split()}
_UKRAINIAN_FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_UKRAINIAN_ELSE = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}
_RUSSIAN_VOWELS = "аеёиоуыэюяйъь"


def ukrainian_in_latin(name: str) -> str:
    """A Ukrainian name in Latin letters as Ukraine writes it: 'Кліщіївка' is 'Klishchiivka'."""
    small, made = name.casefold(), []
    for before, letter in zip(" " + small, small, strict=False):
        table = _UKRAINIAN_ELSE if before.isalpha() or before in "'’" else _UKRAINIAN_FIRST
        plain = "gh" if before + letter == "зг" else _UKRAINIAN.get(letter, "" if letter in "ь'’" else letter)
        made.append(table.get(letter, plain))
    return _titled("".join(made))


def russian_in_latin(name: str) -> str:
    """A Russian name in Latin letters: 'Черкасское Поречное' is 'Cherkasskoye Porechnoye'."""
    small, made = name.casefold(), []
    for before, letter in zip(" " + small, small, strict=False):
        opens = not before.isalpha() or before in _RUSSIAN_VOWELS
        made.append("ye" if letter == "е" and opens else "" if letter in "ьъ" else _RUSSIAN.get(letter, letter))
    return _titled("".join(made))


def in_latin(name: str) -> tuple[str, ...]:
    """A Cyrillic name in Latin letters, as Ukraine and as Russia write it; empty for a name in Latin letters."""
    return tuple(dict.fromkeys((ukrainian_in_latin(name), russian_in_latin(name)))) if is_cyrillic(name) else ()


def _titled(name: str) -> str:
    return re.sub(r"(?:^|(?<=[\s-]))\w", lambda m: m[0].upper(), name)


def is_cyrillic(name: str) -> bool:
    """Whether a name is written in Cyrillic letters."""
    return _CYRILLIC.search(name) is not None
