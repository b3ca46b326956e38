"""Words at odds with the rest of a report: flagged with their reason, never changed."""

import re
from collections import Counter
from collections.abc import Iterator

from reportedly.detect.numbers import read
from reportedly.records import Detection, Flag, Span, Stance, Statement, When
from reportedly.resolve.parties import Parties, default
from reportedly.resolve.registers import figure_before, once
from reportedly.spans import span

_CAPITALISED = re.compile(r"\b[^\W\d_a-z][^\W\d_A-Z]+(?:['’][^\W\d_]+)?\b")
_INCLUDING = re.compile(r"\b(?:including|among (?:them|whom)|of whom)\b[^.,;]{0,30}$", re.IGNORECASE)
_REPEATED = 2  # how often a report must say the place name that the odd word may stand for
_PREFIX = 2  # letters that both must begin with: Kurdish, Kursk
_FAR = 0.5  # edits, as a share of the shorter word without its ending


def slips(statement: Statement, detection: Detection) -> tuple[Flag, ...]:
    """What a reader should look at in the words of the statement: a people's name at odds with the rest, a part larger than its whole.

    Nothing is changed for it: 'Kurdish' in a report about Kursk stays Kurdish and is flagged.
    """
    return (*_foreign_names(statement, detection), *_larger_part(statement, detection))


def out_of_range(date: When | None, published: str | None, stance: Stance) -> tuple[Flag, ...]:
    """A flag where what is told as having happened is dated after the day of publication (ISO dates); none for what is planned or possible."""
    if date is None or date.start is None or published is None or stance in {"planned", "possible"} or date.start[:10] <= published[:10]:
        return ()
    reason = f"dated {date.start}, after the day of publication, {published[:10]}"
    return (Flag("slip", date.text_start, date.text_end, date.text, reason),)


def _larger_part(statement: Statement, detection: Detection) -> Iterator[Flag]:
    """'20 people, including 25 children': the part behind 'including' is larger than the number right before it."""
    part = statement.quantity
    if part is None:
        return
    before = figure_before(detection, part.number.start)
    whole = before.quantity.number if before is not None and before.quantity is not None else None
    if whole is None or whole.start < statement.sentence.start or not _INCLUDING.search(detection.report.text[whole.end : part.number.start]):
        return
    small, large = read(part.number.text), read(whole.text)
    if small is not None and large is not None and small.low is not None and large.high is not None and small.low > large.high:
        number = part.number
        yield Flag("slip", number.start, number.end, number.text, f"'{number.text}' is said to be a part of '{whole.text}' and is larger")


def _foreign_names(statement: Statement, detection: Detection) -> Iterator[Flag]:
    """Adjectives of a people that stand once, whose people the report names nowhere else, and that look like a place it keeps naming."""
    text, book, quote = detection.report.text, default(), _own_words(statement)
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


def _own_words(statement: Statement) -> Span:
    """The words of this statement in a sentence that carries several: the event word with those who took part, else the whole quote."""
    trigger, quantity = statement.trigger, statement.quantity
    parts = [quantity.number, quantity.counted, quantity.owner] if quantity is not None else []
    parts += [trigger.span, trigger.agent, trigger.patient, trigger.means] if trigger is not None and quantity is None else []
    spans = [part for part in parts if part is not None]
    if not spans:
        return statement.quote
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    if not (statement.quote.start <= start and end <= statement.quote.end):
        return statement.quote
    return Span(start, end, statement.quote.text[start - statement.quote.start : end - statement.quote.start])


def _is_known(name: str, word: str, text: str, book: Parties) -> bool:
    """Whether the report names the party in other words too."""
    return any(alias != word and book.aliases[alias] == name for alias in _aliases_in(text, book))


@once
def _aliases_in(text: str, book: Parties) -> frozenset[str]:
    return frozenset(m.group() for m in book.pattern.finditer(text) if m.group() in book.aliases)


@once
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
