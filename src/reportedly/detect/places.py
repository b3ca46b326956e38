"""Words that may name a place, as they stand in the text; no gazetteer is asked here, resolve decides which they are, or that they are none.

Rules: `joined` ('Bosnia and Herzegovina'), `unit` ('Kursk region'), `unit-of` ('village of Plekhovo'), `facility` ('Shahba Hotel'), `front` ('the
Kursk operation'), `where` (a name after 'in', 'near'), `object` (a name after 'shelled', 'hit'), `entity` (what the language model calls a place),
`agent` (such a place as the subject of a deed), `other` (a name after 'of', 'from'), `adjective` ('Syrian'), `back` ('there'), `owned` ("Syria's
civil war"), `again` (a name that stands as a place elsewhere in the report).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as Words

from reportedly import lexicons
from reportedly.detect.documents import Document
from reportedly.lexicons.alternatives import either
from reportedly.records import PlaceMention, Span
from reportedly.spans import Ordered, itself, overlaps, span

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NO_PLACE_LABELS = frozenset({"DATE", "TIME", "CARDINAL", "QUANTITY", "ORDINAL", "MONEY", "PERCENT", "EVENT", "LAW", "LANGUAGE"})
_COMPOUND = re.compile(r"-[a-z]{3,}$")  # 'U.S.-led', 'IS-held'
_BACKED = re.compile(r"-[a-z]{3,}")  # 'Moscow' in 'Moscow-backed'
_TITLE = re.compile(r"\b(?:of|President|Minister|General|Mr|Mrs|Ms|Dr)\b[^.]{0,40}$")
OWNER = re.compile(r"(.+?)[’']s\s+")
_SMALL_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
_HEAD = 120  # characters in which a dateline stands
_OPENS = re.compile(r"[\W_]*")
_STAMP = re.compile(r"(?:19|20)\d\d\W*$")
_DATED = re.compile(r",?\s+(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2}),?\s+\d\d")
_NEXT = re.compile(r"\s+[A-Z]\w+\s+[a-z]")  # '2015 Beirut Syrian government air strikes'
_NOT_THERE_IS = r"(?<!here(?=\s+(?:is|are|was|were|has|have|had|will|would|may|might|could|can)\b))"
# What stands first keeps its words.
_ORDER = (
    "joined",
    "unit",
    "unit-of",
    "facility",
    "front",
    "where",
    "object",
    "owned",
    "agent",
    "entity",
    "other",
    "adjective",
    "back",
    "again",
)  # what stands first keeps its words


def places(document: Document) -> tuple[PlaceMention, ...]:
    """The words of a document that may name a place, in the order of the text, none overlapping another."""
    text = document.report.text
    found = [m for m in (*_by_pattern(text), *_entities(document)) if m.span.start >= document.report.body]
    found.sort(key=lambda m: (_ORDER.index(m.rule), m.span.start, -m.span.end))
    kept: list[PlaceMention] = []
    taken = bytearray(len(text) + 1)
    for mention in (part for m in found for part in _parts(m, text, taken)):
        if not any(taken[mention.span.start : mention.span.end]):
            taken[mention.span.start : mention.span.end] = b"\1" * (mention.span.end - mention.span.start)
            kept.append(mention)
    others = Ordered((document.span_of(e) for e in document.doc.ents if e.label_ in _NO_PLACE_LABELS and not _is_odd_name(e)), at=itself)
    kept = [m for m in kept if m.rule not in ("where", "object", "other", "front") or not any(others.overlapping(m.span))]
    kept += _again(text, kept, taken)
    persons = Ordered((document.span_of(e) for e in document.doc.ents if e.label_ == "PERSON"), at=itself)
    kept = [m for m in kept if not any(_is_person(m, p) for p in persons.overlapping(m.span)) and not _is_byline(text, m.span)]
    return tuple(sorted(kept, key=lambda m: m.span.start))


def _parts(mention: PlaceMention, text: str, taken: bytearray) -> Iterator[PlaceMention]:
    """The mention, or what is left of it behind an owner that is taken: 'Kupwara district' in "Jammu and Kashmir's Kupwara district"."""
    owner = OWNER.match(mention.span.text)
    start = mention.span.start + (owner.end() if owner is not None and taken[mention.span.start] else 0)
    yield replace(mention, span=span(text, start, mention.span.end))


def _is_odd_name(entity: Words) -> bool:
    """Whether the model takes a name that it does not know for a number: 'Saraqeb'."""
    return entity.label_ in ("CARDINAL", "ORDINAL") and all(token.is_title and token.is_alpha and not token.like_num for token in entity)


def _again(text: str, kept: Sequence[PlaceMention], taken: bytearray) -> list[PlaceMention]:
    """The other places in the text where a name stands that a preposition or a unit has shown to be a place's."""
    names = sorted({m.span.text for m in kept if m.rule in ("unit-of", "where") and len(m.span.text) > 3}, key=lambda n: (-len(n), n))
    if not names:
        return []
    pattern = re.compile(rf"(?<![\w-])(?:{either((n, re.escape(n)) for n in names)})(?![\w-])")
    return [PlaceMention(span(text, *m.span()), "again") for m in pattern.finditer(text) if not any(taken[m.start() : m.end()])]


def _is_person(mention: PlaceMention, person: Span) -> bool:
    """Whether a mention is a person's name, or one word of it."""
    if mention.rule in ("other", "entity", "again"):
        return overlaps(mention.span, person)
    if mention.rule not in ("where", "object", "front") or not overlaps(mention.span, person) or len(mention.span.text) >= len(person.text):
        return False
    rest = person.text.replace(mention.span.text, "").strip().casefold()
    return rest not in lexicons.table("en/places")["prepositions"]["where"]  # 'Near Ar Raqqah' is no person, whatever the model says


def _is_byline(text: str, words: Span) -> bool:
    """Whether a name only says where a report was written or an observer sits: 'BEIRUT (Reuters)', 'based in Coventry'."""
    opens = words.start < _HEAD and _OPENS.fullmatch(text[: words.start]) is not None
    if words.text.isupper() and len(words.text) > (3 if opens else 4) and re.match(r"[,\w\s.]{0,30}(?:\(|[-–—/])", text[words.end : words.end + 40]):
        return True
    head, after = text[: words.start], text[words.end : words.end + 40]
    if (
        words.start < _HEAD
        and (_OPENS.fullmatch(head) or _STAMP.search(head))
        and (_DATED.match(after) or (_STAMP.search(head) and _NEXT.match(after)))
    ):
        return True
    return re.search(r"\b(?:based|headquartered)\s+in\s+$", text[max(0, words.start - 20) : words.start]) is not None


def _entities(document: Document) -> Iterator[PlaceMention]:
    for entity in document.doc.ents:
        if entity.label_ in _PLACE_LABELS:
            words = _bare(document.report.text, document.span_of(entity))
            if words is not None and not _goes_on(document.report.text, words):
                yield PlaceMention(words, "agent" if _acts(entity) else "entity")


def _acts(entity: Words) -> bool:
    """Whether a name is the subject of a deed: 'Moscow publishes', 'Pyongyang fired', not 'Kharkiv came under fire'."""
    head = entity.root.head
    return entity.root.dep_ == "nsubj" and head.lemma_.casefold() not in lexicons.table("en/places")["settings"]["suffering"]


def _goes_on(text: str, words: Span) -> bool:
    """Whether a single word that the model takes for a place is the first of a person's name: 'Volodymyr' before a family name."""
    after = re.match(r" ([A-Z][\w’'-]+)", text[words.end : words.end + 40])
    before = text[max(0, words.start - 50) : words.start]
    return " " not in words.text and after is not None and after[1] not in _stop() and _TITLE.search(before) is not None


def _bare(text: str, words: Span) -> Span | None:
    """The name without the stop words, adjectives and possessive endings at its ends; None where nothing is left."""
    pieces = [(words.start + m.start(), words.start + m.end()) for m in re.finditer(r"[^\s]+", words.text)]
    while pieces and _is_loose([text[slice(*piece)] for piece in pieces[:2]]):
        pieces.pop(0)
    while pieces and _is_tail(text[slice(*pieces[-1])], len(pieces)):
        pieces.pop()
    if pieces and text[slice(*pieces[-1])].endswith(("’s", "'s")) and pieces[-1][1] < words.end:  # "Syria's Army" is no place
        return None
    if not pieces or words.text in _adjectives() or words.text.casefold() in lexicons.table("en/places")["directions"]["words"]:
        return None
    built = bool(pieces) and text[slice(*pieces[-1])].casefold() in lexicons.table("en/places")["facilities"]["words"]  # 'Tiyas Military Airfield'
    parts = [text[slice(*piece)] for piece in pieces]
    held = [word not in _stop() or built or _is_unit(word, i) or _is_of_water(parts[i : i + 2]) for i, word in enumerate(parts)]
    if inner := [i for i, word in enumerate(parts) if not held[i] or _COMPOUND.search(word)]:
        pieces = pieces[inner[-1] + 1 :]
    if not pieces:
        return None
    start, end = pieces[0][0], pieces[-1][1]
    if ending := re.search(r"[’']s?$|[.,’']+$", text[start:end]):
        end = start + ending.start()
    name = text[start:end]
    if not name.strip():  # 'Gaza City, claime” .': the model takes a full stop for a place
        return None
    if name.split()[-1] in _adjectives() or _BACKED.match(text, end) or _no_place().match(text, end) or all(_says_no_name(p) for p in name.split()):
        return None
    wide = lexicons.table("en/places")["names"]["wide"]
    return span(text, start, end) if len(name) > 1 and name not in features() and name not in wide and any(c.isupper() for c in name) else None


def _is_tail(word: str, pieces: int) -> bool:
    """Whether a word behind a name is none of it: 'Homs Army', and in copy that has lost its commas 'Dabiq the', 'Homs AFP', 'East 2159'."""
    if word in _stop():
        return not _is_unit(word, pieces - 1)
    return pieces > 1 and (word.isdigit() or (word.islower() and len(word) < 4) or (word.isupper() and word.isalpha() and 2 < len(word) < 7))


def _says_no_name(word: str) -> bool:
    """Whether a word only describes or says what kind of unit: 'Besieged Towns'."""
    small, units = word.casefold(), lexicons.table("en/places")["units"]
    return small in lexicons.table("en/places")["directions"]["words"] or any(small in words for words in units.values())


@cache
def _no_place() -> re.Pattern[str]:
    names = lexicons.table("en/places")["names"]
    arms = rf"(?:{_either(names['arms'])})\b(?!\s+(?:{_either(names['struck'])})\b)"  # 'the Dnipro missile strike'
    return re.compile(rf"\s+(?:{arms}|(?:{_either(names['agreed'])})\b)", re.I)


def _is_unit(word: str, before: int) -> bool:
    """Whether a stop word says what kind of unit the name before it is: 'Borno State'."""
    return before > 0 and word.casefold() in lexicons.table("en/places")["units"]["admin1"]


def _is_of_water(words: Sequence[str]) -> bool:
    """Whether the first of two words is part of a water's name, which it would not be of a place's: 'Red Sea', 'Indian Ocean'."""
    return len(words) == 2 and words[1] in lexicons.table("en/places")["names"]["waters"] and words[0].lower() != "the"


def _is_loose(words: Sequence[str]) -> bool:
    """Whether the first of the words is none of the name: 'The', 'Syrian', 'eastern', and a possessive that nothing follows."""
    word, owner = words[0], len(words) == 1 and words[0].endswith(("’s", "'s"))
    return not _is_of_water(words) and (word in _stop() or word in _adjectives() or owner or (word.islower() and "-" not in word))


@cache
def features() -> frozenset[str]:
    """Words that are part of a place's name and none by themselves: 'Lake', 'Sea'."""
    names = lexicons.table("en/places")["names"]
    return frozenset(str(word) for word in [*names["features"], *names["waters"]])


def _by_pattern(text: str) -> Iterator[PlaceMention]:
    small = frozenset(_SMALL_WORD.findall(text))
    for rule, pattern in _patterns():
        for match in pattern.finditer(text):
            words = _bare(text, span(text, *match.span("name"))) if rule not in ("adjective", "back") else span(text, *match.span("name"))
            if (
                words is not None
                and (rule != "facility" or (" " in words.text and not words.text.split()[0].isupper()))
                and not _is_common(words.text, small)
            ):
                yield PlaceMention(words, rule)


def _is_common(name: str, small: frozenset[str]) -> bool:
    """Whether a name is a common word that a headline writes large: the report writes it small elsewhere ('Airstrikes', 'Rebel')."""
    word = name.split()[0] if name else ""
    return " " not in name and word.casefold() in small and word[:1].isupper()


@cache
def _stop() -> frozenset[str]:
    names = lexicons.table("en/places")["names"]
    return frozenset(str(word) for word in [*names["stop"], *names["counts"], *lexicons.table("en/sources")["ranks"]["abbreviated"]])


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(word for words in lexicons.nationalities().values() for word in words)


def _either(words: Iterable[str]) -> str:
    return either((word, r"\s+".join(map(re.escape, word.split()))) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def name_pattern() -> str:
    """The pattern of a capitalised name of one to four words, Arabic articles and Spanish particles within it."""
    particle = _either(lexicons.table("en/places")["names"]["particles"])
    article = r"(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa][dnrtz])[-‐– ]"
    # Every repetition is bounded, so that no text can make the search slow.
    word = rf"(?:{article})?[A-ZÀ-ÞА-ЯҐЄІЇ](?:(?:\.[A-Z]){{1,4}}\.?|[\w’'ʼ]{{0,30}}(?:-[\w’'ʼ]{{1,30}}){{0,3}}(?<=[\w]))"
    return rf"\b{word}(?:[ \n](?:(?:{particle})[ -])?{word}){{0,3}}(?!-[a-z])"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each rule with its pattern, whose group `name` is the mention."""
    lexicon, name = lexicons.table("en/places"), name_pattern()
    units, directions = lexicon["units"], _either(lexicon["directions"]["words"])
    all_units = _either(w for kind, words in units.items() if kind != "city" for w in words)
    before_of = _either([*units["city"], *units["admin1"], *units["admin2"], *lexicon["names"]["before_of"]])
    no_state = rf"(?<!tate(?=[ -](?:{_either(lexicon['names']['of_state'])})\b))"
    no_group = "".join(rf"(?<!{word}\s)" for word in lexicon["names"]["not_state"])
    water_of = rf"(?:\b(?:{_either(lexicon['names']['waters_of'])})\s+of\s+(?:the\s+)?)?"
    where, other, deeds = (_either(lexicon["prepositions"][kind]) for kind in ("where", "other", "object"))
    deeds = rf"(?:{deeds}|(?:{_either(lexicon['names']['object_of'])})\s+of)"
    table = {
        "joined": rf"\b(?P<name>{_either(lexicon['names']['joined'])})\b",
        "unit": rf"(?P<name>{name}(?:[’']s)?\s+(?i:(?:{_either(units['city'])})\b(?!\s+of\s)|{all_units}))\b{no_state}",
        "unit-of": rf"\b{no_group}(?i:{before_of})\s+(?:of|in)\s+(?:the\s+)?(?P<name>{name})",
        "facility": rf"(?P<name>{name}\s+(?i:{_either(lexicon['facilities']['words'])}))\b(?<!port(?=\s+of\s))",
        "front": rf"\b[Tt]he\s+(?P<name>{name})(?=\s+(?:{_either(lexicon['fronts']['words'])})\b)",
        "where": rf"\b(?i:{where})\s+(?:[Tt]he\s+)?(?:(?:{directions})\s+)*(?P<name>{water_of}{name})",
        "object": rf"\b{deeds}\s+(?:the\s+)?(?:(?:{directions})\s+)*(?P<name>{name})",
        "other": rf"\b(?:{other})\s+(?:the\s+)?(?:(?:{directions})\s+)*(?P<name>{name})",
        "adjective": rf"\b(?P<name>{_either(_adjectives())})(?!\w)",
        "owned": rf"(?P<name>{name})(?=\s+(?:[\w-]+\s+)?(?:{_either(lexicon['names']['owned'])})\b)",
        "back": rf"\b(?P<name>(?i:{_either(w for words in lexicon['back'].values() for w in words)}))\b(?!\s+of\b){_NOT_THERE_IS}",
    }
    return tuple((rule, re.compile(pattern)) for rule, pattern in table.items())
