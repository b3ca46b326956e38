"""Words at odds with the rest of a report: flagged with their reason, never changed."""

import re
from collections import Counter
from collections.abc import Iterator

from reportedly.records import Detection, Flag, Span, Statement
from reportedly.resolve.parties import Parties, default
from reportedly.spans import span

_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_A-Z]+(?:['’][^\W\d_]+)?\b")
_REPEATED = 2  # how often a report must say the place name that the odd word may stand for
_PREFIX = 2  # letters that both must begin with: Kurdish, Kursk
_FAR = 0.5  # edits, as a share of the shorter word without its ending


def slips(statement: Statement, detection: Detection) -> tuple[Flag, ...]:
    """What a reader should look at in the words of the statement: a people's name that the rest of the report does not know.

    Nothing is changed for it: 'Kurdish' in a report about Kursk stays Kurdish and is flagged.
    """
    return tuple(_foreign_names(statement.quote, detection))


def _foreign_names(quote: Span, detection: Detection) -> Iterator[Flag]:
    """Adjectives of a people that stand once, whose people the report names nowhere else, and that look like a place it keeps naming."""
    text, book = detection.report.text, default()
    for match in _CAPITALISED.finditer(quote.text):
        word = match.group()
        name = book.aliases.get(word)
        if name is None or text.count(word) > 1 or _is_known(name, word, text, book):
            continue
        twin = next((place for place in _repeated(text, book) if _are_close(word, place)), None)
        if twin is not None:
            found = span(text, quote.start + match.start(), quote.start + match.end())
            reason = f"'{word}' stands here alone, while the report names '{twin}' throughout: perhaps a slip for it"
            yield Flag("slip", found.start, found.end, found.text, reason)


def _is_known(name: str, word: str, text: str, book: Parties) -> bool:
    """Whether the report names the party in other words too."""
    return any(alias != word and book.aliases[alias] == name for alias in (m.group() for m in book.pattern.finditer(text)) if alias in book.aliases)


def _repeated(text: str, book: Parties) -> tuple[str, ...]:
    """Capitalised words inside sentences that the report repeats and that name no party, the most frequent first."""
    counts = Counter(m.group() for m in _CAPITALISED.finditer(text) if not _begins_sentence(text, m.start()))
    return tuple(word for word, count in counts.most_common() if count >= _REPEATED and word not in book.aliases)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“”‘’(«")
    return not before or before[-1] in ".!?:\n"


def _are_close(word: str, place: str) -> bool:
    """Whether a word may stand for a place name: the same beginning, and few letters changed apart from the ending of the adjective."""
    stem = re.sub(r"(?:ish|ian|ese|i|an|s)$", "", word.lower())
    other = place.lower()
    if stem[:_PREFIX] != other[:_PREFIX] or min(len(stem), len(other)) <= _PREFIX:
        return False
    return distance(stem, other[: len(stem) + 1]) <= _FAR * min(len(stem), len(other))


def distance(a: str, b: str) -> int:
    """The number of letters to put in, take out or change to make `a` of `b` (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1]
