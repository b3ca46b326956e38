"""Attributions: who is said to say what, as trees of source, cue and content (PARC, PolNeAR)."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from reportedly.detect import contents, speeches
from reportedly.detect.contents import Draft
from reportedly.detect.cues import cue_tokens, cues
from reportedly.detect.documents import Document
from reportedly.detect.plain_attributions import plain_attributions
from reportedly.detect.quotations import quotations
from reportedly.detect.reaches import reaches
from reportedly.records import Attribution, Span
from reportedly.spans import Ordered, trimmed

_UNSPOKEN = ("intention", "attitude")
_SPEAKING = (
    "clause",
    "parenthesis",
    "quotation",
    "according",
    "citing",
    "quoted as saying",
    "quoted by",
    "relay",
    "tail",
    "putting",
    "closing dash",
    "demonstrative",
)
_TOPICS = ("object", "preposition", "noun of", "putting")  # rules whose content is a thing or topic, not a clause
_SELVES = ("i", "we", "you", "me", "us")
_NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|scores)\b", re.I)


def attributions(document: Document) -> tuple[Attribution, ...]:
    """The attributions of a report in the order of their cues, each with the index of the one whose content holds it."""
    if not document.parsed:
        return plain_attributions(document)
    words = cues()
    text = document.report.text
    quotes = quotations(text, document.paragraphs)
    tokens = cue_tokens(document.doc, words)
    found: list[Draft] = []
    for token in tokens:
        found.extend(contents.drafts(token, words))
    page = speeches.page(text, document.doc, quotes, document.paragraphs, tokens, words)
    return _tree(document, quotes, reaches(page, speeches.join(page, found)))


@dataclass(frozen=True, slots=True)
class _Said:
    """A part of an attribution's content, the length of the whole, and the attribution's index."""

    span: Span
    size: int
    index: int


def spoken(found: tuple[Attribution, ...]) -> Ordered[_Said]:
    """What the attributions hold, for `innermost`.

    One without a source does not count, nor one that only says what somebody wants, or how they like it: 'condemned the strike that killed 20'.
    """
    return _parts((index, a) for index, a in enumerate(found) if a.source and a.force not in _UNSPOKEN)


def _parts(numbered: Iterable[tuple[int, Attribution]]) -> Ordered[_Said]:
    return Ordered(_Said(part, sum(c.end - c.start for c in a.content), index) for index, a in numbered for part in a.content)


def innermost(said: Ordered[_Said], words: Span) -> int | None:
    """The index of the smallest attribution whose content holds the span, or None."""
    return min(((part.size, part.index) for part in said.holding(words)), default=(0, None))[1]


def _tree(document: Document, quotes: tuple[Span, ...], found: list[Draft]) -> tuple[Attribution, ...]:
    drafts = sorted(found, key=lambda d: (d.cue[0], d.content))
    pairs = [(d, a) for d in drafts if (a := _attribution(document, quotes, d)) is not None]
    made = [a for _, a in pairs]
    verbs = {d.verb.i: i for i, (d, _) in enumerate(pairs) if d.outer is None}
    said = _parts(enumerate(made))
    parents = [_enclosing(verbs, made, said, d, i) for i, (d, _) in enumerate(pairs)]
    kept = [i for i, a in enumerate(made) if parents[i] is None or _relays(a)]
    place = {index: at for at, index in enumerate(kept)}
    return tuple(replace(made[i], parent=_kept_parent(parents, place, i)) for i in kept)


def _kept_parent(parents: list[int | None], place: dict[int, int], index: int) -> int | None:
    at, steps = parents[index], 0
    while at is not None and at not in place and steps < len(parents):
        at, steps = parents[at], steps + 1
    return place.get(at) if at is not None else None


def _relays(attribution: Attribution) -> bool:
    """Whether an attribution within another is a link of its own: somebody else who speaks or counts, or hearsay."""
    if attribution.rule == "told":
        return True
    if not attribution.source or attribution.source[0].text.lower() in _SELVES:
        return False
    if attribution.force in ("speech", "evidence") and attribution.rule in _SPEAKING:
        return True
    return any(_NUMBER.search(c.text) for c in attribution.content) and attribution.force not in _UNSPOKEN


def _enclosing(verbs: dict[int, int], made: list[Attribution], said: Ordered[_Said], draft: Draft, index: int) -> int | None:
    """The attribution that the grammar hung it on, else the smallest other one whose content holds the cue."""
    outer = verbs.get(draft.outer) if draft.outer is not None else None
    if outer is not None and outer != index:
        return outer
    around = ((part.size, part.index) for part in said.holding(made[index].cue[0]) if part.index != index)
    return min(around, default=(0, None))[1]


def _attribution(document: Document, quotes: tuple[Span, ...], draft: Draft) -> Attribution | None:
    text, body = document.report.text, document.report.body
    pieces = (trimmed(text, max(a, body), b) for a, b in sorted(draft.content) if b > body)
    content = tuple(s for s in pieces if any(c.isalnum() for c in s.text))
    if not content:
        return None
    source = tuple(s for s in ((trimmed(text, *draft.source),) if draft.source else ()) if s.text)
    cue = tuple(trimmed(text, a, b) for a, b in draft.cue)
    addressee = trimmed(text, *draft.addressee) if draft.addressee else None
    medium = trimmed(text, *draft.medium) if draft.medium else None
    return Attribution(source, cue, content, _type(quotes, content, draft.rule), None, draft.rule, draft.force, draft.polarity, addressee, medium)


def _type(quotes: tuple[Span, ...], content: tuple[Span, ...], rule: str) -> Literal["direct", "indirect", "mixed", "reported"]:
    """Direct where (nearly) all of the content stands in quotation marks, mixed where some of it does.

    Without marks a clause is indirect; a thing or topic is reported: the act of speech alone is told (Semino and Short's narrative report of it).
    """
    size = sum(c.end - c.start for c in content)
    shared = sum(max(0, min(c.end, q.end) - max(c.start, q.start)) for c in content for q in _near(quotes, c))
    if shared >= 0.85 * size:
        return "direct"
    if shared:
        return "mixed"
    return "reported" if rule in _TOPICS else "indirect"


def _near(quotes: tuple[Span, ...], content: Span) -> tuple[Span, ...]:
    first = max(0, bisect_right(quotes, content.start, key=lambda q: q.start) - 1)
    return quotes[first : bisect_right(quotes, content.end, key=lambda q: q.start)]
