"""Spellings of a name, found in any case, with or without diacritics, across line breaks, in addresses; blocked out letter for letter."""

import glob
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

from reportedly.errors import ReportedlyError

BLOCKS = "█▓▒░"  # the first is the usual one; the others where two reports would become the same
_FILLER = "\x00"  # what stands for a character that is not seen: a combining mark, a zero-width space
_APOSTROPHES = frozenset("'’‘ʼʹ`´")
# What may stand between the parts of a name: a space, a line break as JSON writes it, 'ivan-testenko', 'ivan%20testenko'.
_BETWEEN = r"(?:[\x00 _+.\-]|\\[nrt]|%20){1,4}"
_LONE = r"(?<!\w){}(?!\w)"  # '#ivantestenko', but not 'Lina' within 'Carolina' for 'Li Na'


class _Folding(dict[int, str]):
    """Each character as the one that it is compared by, so that a folded text has the same length and the same places."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Spellings:
    """The spellings of one name, to be found and blocked out."""

    names: tuple[str, ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, names: Sequence[str]) -> Self:
        """These spellings. Raises ReportedlyError for one of fewer than 3 letters, which would be found everywhere."""
        for name in names:
            if sum(map(str.isalnum, name)) < 3:
                raise ReportedlyError(f"{name!r}: is too short to be erased; give the name in full")
        alternatives = sorted({form for name in names for form in _forms(name)}, key=lambda form: (-len(form), form))
        return cls(tuple(names), re.compile(f"(?:{'|'.join(alternatives)}){_FILLER}*"))

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the name stands in the text: start and end."""
        return (match.span() for match in self.pattern.finditer(text.translate(_FOLDING)))

    def blocked(self, text: str, block: str = BLOCKS[0]) -> str:
        """The text with a block in place of every character of the name: as long as it was, so that all offsets hold."""
        pieces, last = [], 0
        for start, end in self.places(text):
            pieces += [text[last:start], block * (end - start)]
            last = end
        return "".join([*pieces, text[last:]]) if pieces else text

    def words(self, text: str) -> Iterator[str]:
        """The name as it stands in the text, each time with the rest of the word that it is part of."""
        for start, end in self.places(text):
            while start and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            yield " ".join(text[start:end].split())

    def parts(self) -> Self | None:
        """The parts of the name, such as the surname, by which it may be told alone; None where no part is long enough to tell."""
        parts = sorted({part for name in self.names for part in name.split() if len(part) > 3 and part not in self.names})
        return type(self).of(parts) if parts else None

    def encoded(self) -> frozenset[bytes]:
        """The bytes of the spellings as given and in the usual cases, composed and decomposed (UTF-8)."""
        cased = {form for name in self.names for form in (name, name.lower(), name.upper(), name.title())}
        return frozenset(unicodedata.normalize(form, name).encode(errors="replace") for name in cased for form in ("NFC", "NFD"))


def holding(ledger: Path, spellings: Spellings) -> tuple[Path, ...]:
    """The ledger's file and those beside it (log, head, backups) whose bytes hold a spelling, as given or in the usual cases."""
    files = (file for file in sorted(ledger.parent.glob(f"{glob.escape(ledger.name)}*")) if file.is_file())
    return tuple(file for file in files if _holds(file, spellings.encoded()))


def _holds(file: Path, sought: frozenset[bytes]) -> bool:
    overlap = max(map(len, sought))
    with file.open("rb") as stream:
        last = b""
        while piece := stream.read(1 << 20):
            last += piece
            if any(name in last for name in sought):
                return True
            last = last[-overlap:]
    return False


def covers(blocked: str | None, original: str | None) -> bool:
    """Whether the original is the blocked text, but for what is blocked out there."""
    if blocked == original:
        return True
    if blocked is None or original is None or len(blocked) != len(original):
        return False
    return all(sign == other or sign in BLOCKS for sign, other in zip(blocked, original, strict=True))


def _folded(sign: str) -> str:
    if sign == _FILLER or unicodedata.combining(sign) > 9 or unicodedata.category(sign) == "Cf" or sign == "\u0640":
        return _FILLER
    if sign.isspace():
        return " "
    if unicodedata.category(sign) == "Pd":
        return "-"
    if sign in _APOSTROPHES:
        return "'"
    return _without_marks(_without_marks(sign).casefold()) or sign


def _without_marks(sign: str) -> str:
    """The letter without its marks; a sign that is made of several letters stays as it is."""
    letters = [part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)]
    return letters[0] if len(letters) == 1 else sign


def _forms(name: str) -> Iterator[str]:
    """Regular expressions for the name: as it is, as one word, and as an address writes letters that are not ASCII."""
    parts = name.translate(_FOLDING).replace(_FILLER, "").split()
    plain = [f"{_FILLER}*".join(map(re.escape, part)) for part in parts]
    yield _BETWEEN.join(plain)
    yield _LONE.format("".join(plain))
    for cased in {name, name.lower(), name.upper(), name.title()}:
        if not cased.isascii():
            yield _BETWEEN.join(re.escape(quote(part).lower()) for part in cased.split())
