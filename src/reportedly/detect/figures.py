"""Figure claims: the numbers of a report that count or measure something of a conflict, with the words around them."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from reportedly import lexicons
from reportedly.detect.documents import Document
from reportedly.detect.effects import Effect, effect, is_toll, measured, stops
from reportedly.detect.exclusions import excluded, is_date
from reportedly.detect.hedges import hedge_of
from reportedly.detect.nouns import PERSONS, Counted, counted, labelled
from reportedly.detect.numbers import Number, numbers_in
from reportedly.detect.participants import agent_of, owner_of, stance_of
from reportedly.detect.phrases import phrase, words
from reportedly.detect.sentences import MOST
from reportedly.detect.wordforms import Forms, forms
from reportedly.lexicons.alternatives import either
from reportedly.records import Quantity, Span
from reportedly.spans import span, trimmed

_TAKEN_UP = PERSONS | {"vehicle", "munition", "place", "attack"}
_THINGS = frozenset({"vehicle", "munition", "place", "equipment_people"})
_HARM = frozenset({"destroy", "strike", "capture", "casualties"})
# What befalls a number without a noun behind things told of: '40 drones, 35 of which were shot down'; who is killed or wounded is no thing.
_OF_ELIDED = {
    "munition": frozenset({"destroy", "strike", "launch", "explode", "casualties"}),
    "vehicle": frozenset({"destroy", "strike", "capture"}),
    "place": frozenset({"destroy", "strike", "take"}),
    "attack": frozenset({"strike"}),
}
_COUNTABLE = PERSONS | {"munition", "vehicle", "attack", "weight", "surface", "share", "length", "equipment_people"}


@dataclass(frozen=True, slots=True)
class _Found:
    number: Number
    first: int
    last: int
    noun: Counted
    effect: Effect | None
    kin: "_Found | None" = None  # the figure that an elided noun leans on, or whose effect is shared

    @property
    def kind(self) -> str:
        """The class by which the effect and the measure are looked up."""
        if self.number.kind == "fraction" or self.noun.kind == "share":
            return "share"
        return "elided" if self.noun.head is None else self.noun.kind or "unknown"


def quantities(document: Document) -> tuple[Quantity, ...]:
    """Every number of the report that is a figure claim, with its hedge, counted noun, effect and participants."""
    text = document.report.text
    numbers = [number for number in numbers_in(text) if number.start >= document.report.body]
    numbers = _out_of_floods(document, numbers)
    if not numbers or not _about_conflict(f"{document.report.title or ''}\n{text}"):
        return ()
    candidates = [c for c in (_candidate(document, number) for number in numbers) if c is not None]
    wholes = {whole.start for part, whole in pairwise(numbers) if phrase("of_whole").fullmatch(text, part.end, whole.start)}
    candidates = [c for c in candidates if not (c.number.start in wholes and _is_spared(c))]
    taken: list[_Found] = []
    for previous, candidate in zip([None, *candidates], candidates, strict=False):
        shared = _of_thing(document, candidate, previous, taken) or _sharing(document, candidate, taken)
        if shared is not None:
            taken.append(shared)
    return tuple(_quantity(document, item) for item in _leaning(document, _listed(document, candidates, taken)))


def _is_spared(item: _Found) -> bool:
    """Whether a whole of things is told of only in part: of '28 of 35 drones were shot down' the 35 were not; of '2 of the 14 dead' they were."""
    return item.noun.kind in _THINGS and item.effect is not None and item.effect.group in _HARM


def _out_of_floods(document: Document, numbers: list[Number]) -> list[Number]:
    """The numbers without those of sentences that hold more than any sentence says: a table run together, or a flood made to be slow."""
    if len(numbers) <= MOST:
        return numbers
    starts = [sentence.start_char for sentence in document.doc.sents]
    places = [bisect_right(starts, number.start) for number in numbers]
    held = Counter(places)
    return [number for number, place in zip(numbers, places, strict=True) if held[place] <= MOST]


def counts(document: Document) -> tuple[Quantity, ...]:
    """Every number that counts or measures what a figure claim could count, whatever happened to it: for single phrases."""
    candidates = (_candidate(document, number) for number in numbers_in(document.report.text))
    kept = (c for c in candidates if c is not None and (_is_figure(document, c) or c.kind in _COUNTABLE))
    return tuple(_quantity(document, item) for item in kept)


@cache
def _conflict_words() -> tuple[re.Pattern[str], ...]:
    table = lexicons.table("en/conflict")
    strong, weak, accident = (re.compile(rf"\b(?:{'|'.join(table[part])})", re.IGNORECASE) for part in ("strong", "weak", "accident"))
    groups = (name for party in lexicons.parties() if party.get("armed") for name in (party["name"], *party.get("names", ())) if len(name) > 2)
    return strong, weak, accident, re.compile(rf"\b(?:{either((name, re.escape(name)) for name in sorted(set(groups)))})\b")


def _about_conflict(text: str) -> bool:
    """Whether the report is about an armed conflict or an attack at all, and not an accident or a disaster."""
    strong, weak, accident, groups = _conflict_words()
    if strong.search(text) or groups.search(text):
        return True
    found = {m.group().lower() for m in weak.finditer(text)}
    return len(found) >= (1 if not accident.search(text) else 3)


def _candidate(document: Document, number: Number) -> _Found | None:
    doc = document.doc
    if excluded(number, document.report.text):
        return None
    tokens = doc.char_span(number.start, number.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    place = (tokens.start, tokens.end)
    noun = counted(doc, *place, stops())
    if noun.kind in (None, "never") and is_toll(doc, place):
        noun = _of_toll(document, *place)
    label = labelled(doc, place[0]) if phrase("labels").search(doc[place[0]].sent.text) else None
    if label is not None:
        return _Found(number, *place, label, _of_list(document, place[0], label))
    if is_date(doc, number, place, noun) or noun.kind in ("never", "time", "money"):
        return None
    bare = _Found(number, *place, noun, None)
    return replace(bare, effect=effect(doc, place, noun, bare.kind, parsed=document.parsed))


def _of_list(document: Document, first: int, noun: Counted) -> Effect | None:
    """What a list of numbers says happened to all that it names, before the first: 'losses of the enemy: tanks - 9,967, ...'."""
    for token in document.doc[document.doc[first].sent.start : first]:
        form = forms().get(token.lower_)
        group = next((g for g in ("casualties", "kill", "destroy") if form is not None and g in form.before | form.passive), None)
        if group is not None and measured(group, noun.kind):
            return Effect(token.i, group, 0.2, "effect-of-list")
    return None


def _of_toll(document: Document, first: int, last: int) -> Counted:
    """Whom a toll counts, where it says so: 'the number of civilians killed has passed 20,000'; else no noun."""
    doc = document.doc
    for at in range(first - 1, doc[first].sent.start, -1):
        if doc[at].lower_ == "of" and doc[at - 1].lower_ == "number":
            noun = counted(doc, at, at + 1, stops())
            return noun if noun.kind in PERSONS else Counted(last, last, None, None, None)
    return Counted(last, last, None, None, None)


def _sharing(document: Document, item: _Found, taken: list[_Found]) -> _Found | None:
    """The figure, where need be with the effect of the one before it in its sentence; None where it is no figure claim."""
    earlier = _taken_up(document, item, taken)
    if earlier is not None:
        return earlier
    before = taken[-1] if taken and document.doc[taken[-1].first].sent == document.doc[item.first].sent else None
    own = _is_figure(document, item)
    if before is not None and _in_list(document, item, before):
        return replace(item, effect=before.effect)
    if before is not None and before.effect is not None and _leans(document, item, before, own=own):
        return replace(item, effect=before.effect, kin=before, noun=_of_them(document, item) or item.noun)
    if own:
        return item
    return _again(document, item, taken)


def _of_thing(document: Document, item: _Found, previous: _Found | None, taken: list[_Found]) -> _Found | None:
    """The figure, where its elided noun is the thing counted before it in the sentence: 'nine tanks were destroyed and two damaged'."""
    if previous is None or item.noun.head is not None or item.number.kind == "fraction":
        return None
    of = taken[-1].kin or previous if taken and taken[-1].first == previous.first else previous
    allowed = _OF_ELIDED.get(of.noun.kind or "")
    apart = document.doc[of.first].sent != document.doc[item.first].sent
    if allowed is None or (apart and of.noun.kind != "munition") or _is_one_of_two(document, of, taken):
        return None
    found = effect(document.doc, (item.first, item.last), item.noun, of.noun.kind or "", parsed=document.parsed)
    if found is None or found.group not in allowed or found.cost > 1.2 or (item.effect is not None and item.effect.cost < found.cost):
        return None
    if found.group == "launch" and (apart or found.token < item.first):  # 'of 40 drones launched, five were lost'
        return None
    return replace(item, effect=found, kin=of)


def _is_one_of_two(document: Document, of: _Found, taken: list[_Found]) -> bool:
    """Whether a sentence has told of two kinds of things, so that none is meant: '40 drones and four missiles; 35 were shot down'."""
    before = [other for other in taken[-3:] if other.first < of.first and document.doc[other.first].sent == document.doc[of.first].sent]
    return any(other.noun.kind == of.noun.kind and other.noun.lemma != of.noun.lemma for other in before)


def _in_list(document: Document, item: _Found, before: _Found) -> bool:
    """Whether a thing stands in a list with the thing before it, with no effect between: 'destroyed four tanks, a bridge and two radars'."""
    if before.effect is None or item.noun.kind not in _THINGS or before.noun.kind not in _THINGS or before.effect.token > before.first:
        return False
    if item.effect is not None and (item.effect.token > item.first or item.effect.token == before.effect.token):
        return False
    between = document.doc[before.noun.end : item.first]
    return len(between) < 30 and bool(phrase("list_link").search(between.text_with_ws)) and not any(t.pos_ in ("VERB", "AUX") for t in between)


def _taken_up(document: Document, item: _Found, taken: list[_Found]) -> _Found | None:
    """The figure, where it goes on with the one told before: 'the total now stands at 845,310', 'Of these, 940 were children'."""
    last = taken[-1] if taken else None
    if last is None or last.effect is None or item.noun.head is not None or last.number.kind == "fraction":
        return None
    if last.noun.kind not in _TAKEN_UP and last.kin is None and last.noun.head is not None:
        return None
    if last.noun.kind in _THINGS and is_toll(document.doc, (item.first, item.last)):  # of people, whatever was counted last
        return None
    text, sentence = document.report.text, document.doc[item.first].sent
    before, after = text[sentence.start_char : item.number.start], text[item.number.end : item.number.end + 40]
    hedge = hedge_of(text, item.number, None)
    before = before[: hedge.start - sentence.start_char] if hedge else before
    whole = last.kin or last
    of_them = phrase("of_them").match(after) and whole.noun.kind in PERSONS
    if not of_them and (not phrase("takes_up").search(before) or not phrase("took_up_end").match(after)):
        return _goes_on(document, item, last)
    own = item.effect if item.effect and whole.noun.kind in PERSONS and _is_figure(document, item) else None
    noun = _predicate(document, item) or _of_them(document, item) or item.noun
    return replace(item, effect=own if own and own.cost < 0.9 else whole.effect, noun=noun, kin=whole)


def _goes_on(document: Document, item: _Found, last: _Found) -> _Found | None:
    """The figure, where it is a further part of things told of before: 'Another 1,116 were abandoned', 'and 855 damaged'."""
    if last.kin is None or last.kin.noun.kind not in _THINGS or (item.effect is not None and item.effect.group not in _HARM):
        return None
    near = len(document.report.text[last.number.end : item.number.start]) < 160
    return replace(item, effect=last.kin.effect, kin=last.kin) if near else None


def _predicate(document: Document, item: _Found) -> Counted | None:
    """The noun that the figure is said to be: '940 were children'."""
    doc, verb = document.doc, item.last
    if verb + 1 >= len(doc) or doc[verb].lower_ not in ("were", "are", "was", "is"):
        return None
    noun = counted(doc, verb, verb + 1, stops())
    return noun if noun.kind in PERSONS else None


def _of_them(document: Document, item: _Found) -> Counted | None:
    """The noun behind 'of them': 'seven of them children'."""
    doc, of = document.doc, item.last
    if item.noun.head is not None or not phrase("of_them").match(document.report.text, item.number.end) or of + 2 >= len(doc):
        return None
    noun = counted(doc, of + 1, of + 2, stops())
    return noun if noun.kind in PERSONS else None


def _leans(document: Document, item: _Found, before: _Found, *, own: bool) -> bool:
    """Whether a figure shares the effect of the one before it: '90 people, including 14 civilians', 'five in one town and one in another'."""
    of_things = item.noun.head is None and before.noun.kind in _OF_ELIDED  # '24 drones were shot down over one region, 11 over another'
    if before.noun.kind not in PERSONS and before.noun.head is not None and not of_things:
        return False
    if item.effect is not None and own and item.effect.cost < 0.9:
        return False
    between = document.report.text[before.number.end : item.number.start]
    if not phrase("link").search(between) or len(between) > 160 or (own and " that " in between):  # 'lost 19, adding that 50 rebels had been killed'
        return False
    if item.noun.head is None:
        return not own and bool(phrase("place_next").match(document.report.text, item.number.end))
    return item.noun.kind in PERSONS and item.number.kind != "fraction"


def _listed(document: Document, candidates: list[_Found], taken: list[_Found]) -> list[_Found]:
    """The figures with those that stand before one of them in a list: '700,000 soldiers, 90,000 guards and 60,000 officers are involved'."""
    known = {item.first: item for item in taken}
    for item, after in zip(reversed(candidates[:-1]), reversed(candidates[1:]), strict=True):
        following = known.get(after.first)
        if item.first in known or following is None or not _alike(item, following):
            continue
        between = document.report.text[_end(document, item) : after.number.start]
        if following.effect is not None and len(between) < 60 and re.fullmatch(r"[^.;,]{0,40}(?:,|,?\s+and\b)[^.;,]{0,20}", between):
            known[item.first] = replace(item, effect=following.effect)
    return [known[first] for first in sorted(known)]


def _alike(item: _Found, other: _Found) -> bool:
    return (item.kind in PERSONS and other.noun.kind in PERSONS) or (item.kind in _THINGS and other.noun.kind in _THINGS)


def _again(document: Document, item: _Found, taken: list[_Found]) -> _Found | None:
    """The figure, where it takes up an earlier one with 'the': 'two pilots were killed ... The two pilots were on a test flight'."""
    if item.kind == "length":
        return _measured_again(item, taken)
    before = document.doc[item.first - 1].lower_ if item.first else ""
    if before not in ("the", "these", "those", "both") or item.noun.kind not in PERSONS:
        return None
    for other in taken:
        if other.noun.lemma == item.noun.lemma and other.number.value == item.number.value and other.effect:
            return replace(item, effect=other.effect, kin=other)
    return None


def _measured_again(item: _Found, taken: list[_Found]) -> _Found | None:
    """The figure, where it repeats a distance that the report has told of: 'they advanced 2.5 km ... before these 2.5 km'."""
    same = (o for o in taken if o.kind == "length" and o.number.value == item.number.value and o.noun.lemma == item.noun.lemma)
    other = next(same, None)
    return None if other is None else replace(item, effect=other.effect, kin=other)


def _is_figure(document: Document, item: _Found) -> bool:
    kind, found = item.kind, item.effect
    if kind == "length":
        return found is not None and found.group == "advance" and not phrase("locates_after").match(document.report.text, _end(document, item))
    if kind == "share":
        return found is not None and found.cost < 3
    if kind == "elided" and found is not None and found.group in ("release", "take", "launch", "destroy"):
        form = forms().get(document.doc[found.token].lower_, Forms())
        return found.cost <= 0.4 and (found.group != "launch" or "launch" in form.active | form.passive)  # not 'the two who fell on Saturday'
    if kind == "elided":
        return found is not None and found.cost < (1.75 if document.parsed else 1.5)
    if kind in PERSONS:
        return item.noun.lemma == "survivor" or (found is not None and found.cost < (3.0 if found.group != "deploy" else 1.6))
    if kind == "attack":  # 'many weapons against one target is one strike' defines
        return not phrase("defines").search(document.report.text[max(0, item.number.start - 12) : item.number.end])
    if kind == "place" and document.parsed and _is_where(document, item):
        return False
    if kind in ("munition", "vehicle", "place", "weight", "surface", "equipment_people"):
        return found is not None and found.cost < 4
    return found is not None and found.cost <= 0.4


def _is_where(document: Document, item: _Found) -> bool:
    """Whether places only say where something happened: 'killed 223 civilians in two villages'."""
    head = document.doc[item.noun.head] if item.noun.head is not None else None
    return head is not None and head.dep_ == "pobj" and head.head.lower_ in words("where")


def _end(document: Document, item: _Found) -> int:
    token = document.doc[max(item.noun.end, item.last) - 1]
    return token.idx + len(token)


def _leaning(document: Document, taken: list[_Found]) -> list[_Found]:
    """The figures, each elided noun with the figure that it leans on: 'killed 28 and wounded 30 militants', '5 civilians killed and 7 wounded'."""
    leaning: list[_Found] = []
    for place, item in enumerate(taken):
        kin = item.kin
        if kin is None and item.effect is not None and (item.noun.head is None or item.noun.lemma in ("other", "another", "person", "wounded")):
            near = [taken[i] for i in (place - 1, place + 1) if 0 <= i < len(taken)]
            kin = next((other for other in near if _is_kin(document, item, other)), None)
            kin = leaning[place - 1].kin or kin if kin is not None and place and kin is taken[place - 1] and kin.noun.head is None else kin
        if kin is None and item.noun.lemma in ("other", "another"):
            kin = _one_before(document, item)
        leaning.append(replace(item, kin=kin))
    return leaning


def _one_before(document: Document, item: _Found) -> _Found | None:
    """The one person told of before others in the sentence: 'A soldier was killed and three others were hurt'."""
    doc = document.doc
    for at in range(item.first - 1, doc[item.first].sent.start - 1, -1):
        if doc[at].lower_ in ("a", "an"):
            noun = counted(doc, at, at + 1, stops())
            if noun.kind in PERSONS and noun.end <= item.first:
                return _Found(item.number, at, at + 1, noun, None)
    return None


def _is_kin(document: Document, item: _Found, other: _Found) -> bool:
    doc = document.doc
    if doc[item.first].sent != doc[other.first].sent or other.noun.kind not in PERSONS:
        return False
    if other.first < item.first:
        return True
    between = document.report.text[item.number.end : other.number.start]
    return item.noun.head is None and bool(re.fullmatch(r"\s*(?:,|and|or|more)*\s*(?:\w+\s+){0,3}(?:at least|about|some)?\s*", between))


def _quantity(document: Document, item: _Found) -> Quantity:
    text, doc = document.report.text, document.doc
    head = doc[item.noun.head] if item.noun.head is not None else doc[item.last - 1]
    own = _words(document, item.noun)
    kin = item.kin
    kind = item.noun.kind
    shown = own or (_words(document, kin.noun) if kin is not None else None)
    leans = item.noun.head is None or item.noun.lemma in ("other", "another", "wounded")
    owner = owner_of(document, item.noun) or (_words(document, kin.noun) if kin is not None and leans else None)
    kind = (kin.noun.kind if kin is not None and leans else None) or kind
    agent = agent_of(document, doc[item.effect.token], head) if item.effect and document.parsed else None
    word = document.span_of(doc[item.effect.token]) if item.effect else None
    return Quantity(
        span(text, item.number.start, item.number.end), hedge_of(text, item.number, own), shown, item.noun.lemma or (kin.noun.lemma if kin else None),
        word, word.text.lower() if word else None, agent, None, owner, None, stance_of(document, item.effect.token if item.effect else None, head),
        item.effect.rule if item.effect else "noun-alone", "share" if item.kind == "share" else kind, item.effect.group if item.effect else None,
        item.noun.compound or (kin.noun.compound if kin is not None and leans else None),
    )  # fmt: skip


def _words(document: Document, noun: Counted) -> Span | None:
    if noun.head is None:
        return None
    first, last = document.doc[noun.start], document.doc[noun.end - 1]
    return trimmed(document.report.text, first.idx, last.idx + len(last))
