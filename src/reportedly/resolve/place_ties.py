"""Which place of a report a statement's event has, and the rule that ties it.

Rules: `same-sentence` (the nearest in its own), `told-where` ('The explosion hit the market' says where the blast of the sentences around it was),
`retold` (the same figure again, with a finer place), `same-event` (a sentence before or after), `same-account` (the land of what is added up).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from reportedly import lexicons
from reportedly.lexicons.alternatives import either
from reportedly.records import Detection, Span, Statement
from reportedly.resolve.atlases import SURE_SHARE, Atlas, Located, in_sentences, is_measured_from
from reportedly.resolve.parties import parties_in
from reportedly.resolve.registers import sentence_at
from reportedly.resolve.retellings import is_heading, leads_back, retold

Tie = tuple[Located, str]

_RIGHT_AFTER = re.compile(r"\s+(?:in|at|near|over|above|outside|off)\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?)?")
_COORDINATED = re.compile(r"\band\s+(?:[\w-]+\s+){0,2}$")
_CLAUSE_END = re.compile(
    r"[;:]|\sand\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|dozens)|\sin\s+addition\s+to\s|,\s+(?:while|but|and|when|after|as|who|which|where)\b|\s(?:while|although|whereas)\s|[.!?][\"”’]?\s"
)
_RUNNING_TOTAL = re.compile(r"\b(?:since|conflict|war|uprising|revolution|crisis|invasion|so far|to date|total)\b", re.I)
# Sentences before (1) and after (-1), in the order in which they are asked: a report's lead is told in full after it, all else goes on from before.
_STEPS = (1, 2, 3, -1, 4, -2)
_STEPS_OF_LEAD = (-1, 1, -2, -3)
_WIDE_NAMES = ("where", "other", "entity", "unit-of", "again")  # rules of detect by which a lead names a city for what happened in a part of it
_TOLD_NEAR = 60  # characters between 'took place' and the place
_TOLD_BACK, _TOLD_ON = 2, 6  # sentences on each side of a figure in which 'The attack took place in ...' is of its event


def tied(statement: Statement, detection: Detection, atlas: Atlas, *, spread: bool, summed: bool) -> Tie | None:
    """The place of the statement's event with the rule that ties it: in its own sentence, else in those before and after.

    What happened over a time (`spread`) is not told of one town where its sentence names a region; what is added up over a war or a long time
    (`summed`) takes no town from another sentence.
    """
    at, text = focus(statement), detection.report.text
    index = sentence_at(detection, at.start)
    best = _here(statement, detection, atlas, index)
    people = _nearest([p for p in _in(atlas, index) if p.rule == "adjective" and _is_of_land(p, text)], at, text, atlas)
    if best is not None and (not _is_coarse(best, text, lead=index <= 1) or (spread and best.level == 4) or _is_total(statement)):
        told = _told_where(atlas, detection, index, best) if index <= 1 and best.level == 1 and best.rule in _WIDE_NAMES else None
        return (told, "told-where") if told is not None else (best, "same-sentence")
    if best is None and people is not None and _is_total(statement) and atlas.votes.get(people.country or "", 0.0) >= SURE_SHARE:
        return people, "same-sentence"
    if summed:
        return (best, "same-sentence") if best is not None else _of_land(statement, atlas, index)
    found = _finer(statement, detection, atlas, best, index)
    if found is not None:
        return found
    return (best, "same-sentence") if best is not None else (people, "same-sentence") if people is not None else None


def _in(atlas: Atlas, sentence: int) -> Sequence[Located]:
    return in_sentences(atlas).get(sentence, ())


def _here(statement: Statement, detection: Detection, atlas: Atlas, index: int) -> Located | None:
    """The nearest place of a sentence, none that only says where another lies or where something came from."""
    text, at = detection.report.text, focus(statement)
    left = statement.quantity is not None and statement.quantity.group in lexicons.table("en/places")["origins"]["leaving"]
    here = [p for p in _in(atlas, index) if p.rule != "adjective" and not _is_origin(p, text, people=not left)]
    return _nearest(_inner(here, text, at), at, text, atlas)


def _inner(places: Sequence[Located], text: str, at: Span | None = None) -> Sequence[Located]:
    """The places but for those that only say where another lies, unless there is no other."""
    row = sorted((p for p in places if p.words is None), key=lambda p: p.name.start)
    around = [a if _leads_to(a, b, text) else b for a, b in pairwise(row) if _leads_to(a, b, text) or _holds(b, a, text)]
    return [p for p in places if not (any(p is other for other in around) or is_measured_from(p, text, at))] or places


# other sentences --------------------------------------------------------------------------------------------------------------------------


def _finer(statement: Statement, detection: Detection, atlas: Atlas, best: Located | None, index: int) -> Tie | None:
    """The place of the same event from another sentence, within `best` where the statement's own sentence names a wide place."""
    at, text = focus(statement), detection.report.text
    if (told := _told_where(atlas, detection, index, best)) is not None:
        return told, "told-where"
    if (index <= 1 or best is not None) and (again := _told_again(statement, detection, atlas, best, index)) is not None:
        return again, "retold"
    for step in _steps(detection, index):
        finer = 4 if best is not None and best.level >= 4 else 5
        near = [p for p in _in(atlas, index - step) if p.level < finer and p.words is None and _is_within(p, best)]
        near = [p for p in near if step > 0 or not _opens(p, detection)]
        if (found := _nearest(_inner(near, text), at, text, atlas)) is not None:
            return found, "same-event"
    return None


def _opens(located: Located, detection: Detection) -> bool:
    """Whether a place sets the scene of its own sentence, and not of the one before: 'In the Pokrovsk direction, ...'."""
    sentence = detection.sentences[located.sentence]
    return _opening().fullmatch(sentence.text[: located.name.start - sentence.start]) is not None


@cache
def _opening() -> re.Pattern[str]:
    table = lexicons.table("en/places")["opening"]
    joints, prepositions = "|".join(table["joints"]), "|".join(table["prepositions"])
    return re.compile(rf"\W*(?:(?:{joints}),?\s+)?(?:{prepositions})\s+(?:the\s+)?(?:[\w-]+\s+(?:of\s+(?:the\s+)?)?){{0,2}}", re.I)


def _steps(detection: Detection, index: int) -> Sequence[int]:
    """How far the sentences that are asked lie back (on, where negative); as far as the lead where the words lead back to one event."""
    if index <= 1 or is_heading(detection, index):
        return _STEPS_OF_LEAD
    return (*_STEPS, *range(5, index + 1)) if leads_back(detection.sentences[index].text) else _STEPS


def _told_again(statement: Statement, detection: Detection, atlas: Atlas, best: Located | None, index: int) -> Located | None:
    """The place of the same figure in another sentence, finer than `best`."""
    for other in retold(statement, detection):
        there = sentence_at(detection, focus(other).start)
        again = _here(other, detection, atlas, there)
        finer = again is not None and again.level < (best.level if best is not None else 5) and _is_within(again, best)
        if there != index and again is not None and finer and not _is_described(again, detection.report.text):
            return again
    return None


def _told_where(atlas: Atlas, detection: Detection, index: int, best: Located | None) -> Located | None:
    """The place of 'The attack took place in ...' in the sentences around."""
    for there in (*range(index, index + _TOLD_ON + 1), *range(index - 1, index - _TOLD_BACK - 1, -1)):
        if not 0 <= there < len(detection.sentences):
            continue
        sentence = detection.sentences[there]
        match = _took_place().search(sentence.text)
        if match is None:
            continue
        behind = [p for p in _in(atlas, there) if 0 <= p.name.start - sentence.start - match.end() < _TOLD_NEAR and p.words is None]
        finer = [p for p in _inner(behind, detection.report.text) if p.level < 4 and _is_within(p, best)]
        if finer:
            return finer[0]
    return None


@cache
def _took_place() -> re.Pattern[str]:
    table = lexicons.table("en/places")["told"]
    events, verbs = either((w, re.escape(w)) for w in table["events"]), either((w, re.escape(w)) for w in table["verbs"])
    return re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hese)\s+(?:[\w-]+\s+){{0,2}}(?:{events})s?\s+(?:\w+\s+)?(?:{verbs})\b")


def _of_land(statement: Statement, atlas: Atlas, index: int) -> Tie | None:
    """The region or country of the sentence right before, for what is added up; of people of no side up to three sentences before."""
    for step in range(1, 4 if _is_of_people(statement) else 2):
        wide = [p for p in _in(atlas, index - step) if p.level >= 4 and p.rule != "adjective"]
        if wide:
            return wide[0], "same-account"
    return None


def _is_of_people(statement: Statement) -> bool:
    """Whether a number counts residents, victims and the like, and not the soldiers or things of a side, which are lost all over a war."""
    counted = statement.quantity
    if counted is None or counted.counted is None or counted.noun_class not in ("civilian", "person"):
        return False
    return not parties_in(counted.counted.text)


# what a place is to a number --------------------------------------------------------------------------------------------------------------


def _is_coarse(located: Located, text: str, *, lead: bool) -> bool:
    """Whether a report may name a finer place for the same event: in its lead a region, or a place without a name ('a town near Homs')."""
    return located.level > 4 or (lead and (located.level == 4 or _is_described(located, text)))


def _is_described(located: Located, text: str) -> bool:
    """Whether a name only helps to describe a place without one: 'an area outside the capital Damascus'."""
    return _described().search(text[max(0, located.name.start - 80) : located.name.start]) is not None


@cache
def _described() -> re.Pattern[str]:
    table = lexicons.table("en/places")
    words = either((w, re.escape(w)) for kind in table["units"].values() for w in kind)
    spots, sides = either((w, re.escape(w)) for w in table["told"]["spots"]), either((w, re.escape(w)) for w in table["directions"]["words"])
    led = r"\s+(?:in|of|near|outside|on)\s+(?:[\w’'-]+\s+){0,4}$"
    return re.compile(rf"(?:{sides})\s+$|\b(?:an?|last)\s+(?:[\w-]+\s+){{0,3}}(?:{words}|{spots}){led}", re.I)


def _is_of_land(located: Located, text: str) -> bool:
    """Whether a country's adjective stands before a word for its land or its war: 'Iraqi territory', 'the Syrian conflict'."""
    return _land().match(text, located.mention.span.end) is not None


@cache
def _land() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(lexicons.table('en/places')['land']['words'])})\b", re.I)


def _is_launched_from(located: Located, text: str) -> bool:
    """Whether a weapon was fired from a place, and fell at another: Crimea in 'missiles launched from Crimea'."""
    return _launched_from().search(text[max(0, located.name.start - 60) : located.name.start]) is not None


@cache
def _launched_from() -> re.Pattern[str]:
    words = "|".join(lexicons.table("en/places")["launched"]["words"])
    from_there, from_near = r"from\s+(?:the\s+)?(?:\w+\s+){0,2}", r"from\s+(?:\w+\s+)?positions\s+\w+\s+(?:the\s+)?"
    return re.compile(rf"\b(?:(?:{words})\s+{from_there}|{from_near})$", re.I)


def _is_origin(located: Located, text: str, *, people: bool) -> bool:
    """Whether a place is only where something or somebody came from: 'troops from the DPRK', and with `people` 'refugees from Waziristan'."""
    before = text[max(0, located.name.start - 40) : located.name.start]
    return (located.level == 6 and _FROM.search(before) is not None) or (people and _people_from().search(before) is not None)


_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$")


@cache
def _people_from() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicons.table('en/places')['origins']['people'])})\s+from\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.I)


def _holds(outer: Located, inner: Located, text: str) -> bool:
    """Whether a place only says where the one before it lies: Raqqa in 'the airport in the Raqqa countryside'."""
    if _is_launched_from(inner, text):  # 'missiles from Crimea in the Odesa region'
        return False
    joint = text[inner.name.end : outer.name.start]
    return (inner.level <= outer.level and _LIES_IN.fullmatch(joint) is not None) or (
        inner.level < outer.level and _COMMA.fullmatch(joint) is not None
    )


def _leads_to(outer: Located, inner: Located, text: str) -> bool:
    """Whether a place only says where the one behind it lies: Donbas in 'the Donbas city of Kramatorsk'."""
    return inner.level <= outer.level and _led().fullmatch(text, outer.name.end, inner.name.start) is not None


@cache
def _led() -> re.Pattern[str]:
    words = either((w, re.escape(w)) for w in (*lexicons.table("en/places")["units"]["city"], "port"))
    return re.compile(rf"(?:[’']s)?\s+(?:[a-z]+\s+)?(?:{words})\s+of\s+(?:the\s+)?")


_LIES_IN = re.compile(
    r"(?:\s+(?:area|village|town|city|camp|airport|base|district|neighbou?rhood)s?)?,?\s+(?:(?:also|both)\s+)?"
    r"(?:in|of|near|outside|north of|south of|east of|west of)\s+(?:the\s+)?(?:[A-Z]\w+[’']?s\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:(?:city|town|province|region|district)\s+of\s+)?(?:the\s+)?"
)
_COMMA = re.compile(r",\s+(?:the\s+)?")


def _is_total(statement: Statement) -> bool:
    """Whether a number is a running total of a whole war, which no single town has."""
    return _RUNNING_TOTAL.search(statement.sentence.text) is not None


def _is_within(inner: Located, outer: Located | None) -> bool:
    if outer is None:
        return True
    if _name_of(inner) == _name_of(outer):
        return False
    if outer.level == 6 or outer.candidate is None or inner.candidate is None:
        return inner.country == outer.country
    return inner.candidate.admin1 == outer.candidate.admin1


def _name_of(located: Located) -> str:
    return located.candidate.name if located.candidate is not None else located.mention.span.text


def _nearest(located: Iterable[Located], at: Span, text: str, atlas: Atlas) -> Located | None:
    return min(located, key=lambda p: (_cost(p, at, text, atlas.votes), p.name.start), default=None)


def _cost(located: Located, at: Span, text: str, votes: Mapping[str, float]) -> float:
    """How little a place has to do with a number: characters and clause ends between them, and how wide the place is."""
    words = located.name
    low, high = (words.end, at.start) if words.end <= at.start else (at.end, words.start)
    between = text[low:high]
    wide = {1: 0, 3: 20, 4: 60, 6: 200}[located.level]
    loose = {"other": 60, "adjective": 200, "front": 20, "entity": 60, "facility": -40, "again": 90}.get(located.mention.rule, 0)
    loose = max(loose, 0) if located.rule.endswith("-water") else loose  # a sea is no building
    if words.start >= at.end:
        loose -= len(between) // 3  # what stands after the number says where: 'four killed in an attack on Zhytomyr'
        loose -= 40 if _RIGHT_AFTER.fullmatch(between) else 0  # '9 in Saliheen, 8 in Ansari'
    elif _COORDINATED.search(between):
        loose += 90  # 'five in Sabqa and one in Harasta'
    loose += 150 if _is_launched_from(located, text) else 0
    loose += round(100 * (1 - votes.get(located.country or "", 0.0))) if located.level == 6 else 0
    return len(between) + 60 * len(_CLAUSE_END.findall(between)) + wide + loose + (30 if located.words is not None else 0)


def focus(statement: Statement) -> Span:
    """The words that a statement's time and place are tied to: its number, or the word that names its event."""
    if statement.quantity is not None:
        return statement.quantity.number
    return statement.trigger.span if statement.trigger is not None else statement.quote
