"""Words that say when, as they stand in the text: a grammar of our own, written in lexicons/en/times.toml.

It reads twice: first the atoms (a day, a stretch of the calendar, a time of the clock), then the rules, to which an atom is one word. What the words
mean on a calendar is the business of resolve, which reads the same patterns again through `parts`.
"""

import re
from dataclasses import dataclass
from functools import cache

from reportedly import lexicons
from reportedly.detect.documents import Document
from reportedly.lexicons.alternatives import either
from reportedly.records import TimeMention
from reportedly.spans import span

_SLOT = re.compile(r"\{(\w+)\}")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_FLAGS = re.IGNORECASE
# An atom stands in the second reading as a run of one of these private characters, of its own length, so that offsets hold.
_MARKS = {"date": "\ue000", "stretch": "\ue001", "ago": "\ue002", "month_name": "\ue003", "year_number": "\ue004", "clock": "\ue005"}
_POINT = "(?:" + "|".join(f"{mark}+" for kind, mark in _MARKS.items() if kind != "clock") + ")"


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of the calendar: its kind and its offsets in the text that was read."""

    name: str
    kind: str
    start: int
    end: int


def times(document: Document) -> tuple[TimeMention, ...]:
    """The time expressions of a document, the longest that the grammar knows, in the order of the text."""
    return tuple(m for m in times_in(document.report.text) if m.span.start >= document.report.body)


def times_in(text: str) -> tuple[TimeMention, ...]:
    """The time expressions of a text."""
    names = _names("rules")
    view = _view(text, atoms_in(text))
    found = (m for m in _combined("rules").finditer(view) if m.end() > m.start())
    return tuple(TimeMention(span(text, m.start(), m.end()), names[(m.lastindex or 1) - 1]) for m in found)


def atoms_in(text: str) -> tuple[Atom, ...]:
    """The days, stretches of the calendar and times of the clock in a text, none overlapping another."""
    names, kinds = _names("atoms"), [str(a["kind"]) for a in lexicons.table("en/times")["atoms"]]
    found = ((m, (m.lastindex or 1) - 1) for m in _combined("atoms").finditer(text))
    return tuple(Atom(names[i], kinds[i], m.start(), m.end()) for m, i in found if m.end() > m.start())


def parts(rule: str, text: str) -> dict[str, str]:
    """The named parts of a mention that `rule` found: {'a': 'August 6', 'b': 'August 13, 2024'}; empty where the rule does not fit the text."""
    view = _view(text, atoms_in(text))
    match = _pattern(rule).fullmatch(view) or _pattern(rule).match(view)
    return {k: text[slice(*match.span(k))] for k, v in match.groupdict().items() if v is not None} if match is not None else {}


@cache
def slot_pattern(slot: str) -> re.Pattern[str]:
    """The pattern of one slot of the grammar: 'day', 'month', 'year'."""
    return re.compile(_expanded("{" + slot + "}"), _FLAGS)


def _view(text: str, atoms: tuple[Atom, ...]) -> str:
    """The text of the same length with each atom as a run of its mark."""
    pieces, at = [], 0
    for atom in atoms:
        pieces += [text[at : atom.start], _MARKS[atom.kind] * (atom.end - atom.start)]
        at = atom.end
    return "".join(pieces) + text[at:]


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    return next(re.compile(_expanded(str(r["pattern"])), _FLAGS) for r in lexicons.table("en/times")["rules"] if r["name"] == rule)


@cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(str(row["name"]) for row in lexicons.table("en/times")[table])


@cache
def _combined(table: str) -> re.Pattern[str]:
    """Every pattern of a table as one alternation, a group each."""
    rows = (_GROUP_NAME.sub("(?:", _expanded(str(row["pattern"]))) for row in lexicons.table("en/times")[table])
    return re.compile(r"(?<!\w)(?:" + "|".join(f"({p})" for p in rows) + r")(?!\w)", _FLAGS)


@cache
def _slots() -> dict[str, str]:
    lexicon = lexicons.table("en/times")
    slots = {str(name): str(pattern) for name, pattern in lexicon["slots"].items()}
    slots |= {kind: f"{mark}+" for kind, mark in _MARKS.items()} | {"point": _POINT}
    # Names in their own case: 'may' is no month and 'we' no Wednesday.
    for slot, table in (("month", "months"), ("weekday", "weekdays")):
        names = sorted({form for name in lexicon[table] for form in (name, name.upper())}, key=lambda n: (-len(n), n))
        slots[slot] = rf"(?-i:{'|'.join(names)})(?![a-rt-z])"
    for slot, table in (("number", "numbers"), ("ordinal", "ordinals")):
        spaced = [(n, r"\s+".join(map(re.escape, n.split()))) for n in sorted(lexicon[table], key=lambda n: (-len(n), n))]
        slots[slot] = rf"(?:{either(spaced)})\b"
    return slots


def _expanded(pattern: str) -> str:
    """A pattern with its slots filled in, and theirs."""
    while _SLOT.search(pattern):
        pattern = _SLOT.sub(lambda m: _slots()[m[1]], pattern)
    return pattern
