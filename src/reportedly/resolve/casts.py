"""The cast of a report: who is who among its mentions, so that 'the Observatory', 'the group' and 'it' get one name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from reportedly import lexicons
from reportedly.detect.actors import kinds
from reportedly.records import ActorKind, ActorMention, Detection, Span
from reportedly.resolve.names import folded
from reportedly.resolve.registers import once
from reportedly.spans import Ordered

_PERSONS = frozenset(("he", "she", "him", "her"))
_THINGS = frozenset(("it", "they", "them"))
_SELVES = frozenset(("i", "we", "me", "us"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|same|his|her|its|their|said)\s+", re.I)
_INDEFINITE = re.compile(r"^(?:an?|another|one|some)\s+", re.I)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_CARRIED = re.compile(
    r"\s(?:(?:first|later|also)\s+)?(?:cited|quoted|carried|reported|published|obtained|seen|reviewed|viewed|shared|released|relayed)\s+(?:on\s+\w+\s+)?by\s",
    re.I,
)
_TITLES = frozenset(("gen", "col", "lt", "maj", "capt", "sgt", "brig", "adm", "dr", "mr", "mrs", "ms", "prof", "sen", "rep", "gov"))
_TITLED = re.compile(rf"(?:\b(?:{'|'.join(sorted(_TITLES))})\.?\s+)+$", re.I)
_ABBREVIATION = re.compile(r"[(\[]\s?([A-Z][A-Z&.-]{1,8}[A-Z])\s?[)\]]")
_SMALL = frozenset(("of", "the", "for", "and", "to", "on", "in", "de"))
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_BETWEEN = re.compile(r"\b(?:of|for|to|with|by|from|in|at|that|who|and)\b|[,;:(]", re.I)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks: the words nearest, the name in full, and the rule that tied them."""

    span: Span
    name: str
    kind: ActorKind
    rule: str

    @property
    def key(self) -> str:
        """What is the same for the same actor under one name."""
        return folded(_ARTICLE.sub("", self.name))


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """The mentions of a report, and its sources in the order of the text, each already given its name; one is equal to itself only."""

    mentions: tuple[ActorMention, ...]
    sources: tuple[Actor, ...]
    relays: dict[str, tuple[Actor, ...]] = field(default_factory=dict)  # outlets that brought an actor's words, by the actor's key


def cast_of(detection: Detection) -> Cast:
    """The cast of a report, its sources resolved from first to last."""
    spans = {s.start: s for a in detection.attributions for s in a.source}
    cast = Cast(detection.actors, ())
    for start in sorted(spans):
        cast = Cast(cast.mentions, (*cast.sources, _identified(cast, spans[start], detection)))
    return cast


def identify(cast: Cast, source: Span, detection: Detection) -> Actor:
    """Who a source's words mean: the actor with the name in full, as the report gives it anywhere."""
    known = next(iter(_placed(cast).beginning(source.start, max(source.end, source.start + 1))), None)
    return known if known is not None and known.span.end <= source.end else _identified(cast, source, detection)


@once
def _placed(cast: Cast) -> Ordered[Actor]:
    return Ordered(cast.sources)


def _identified(cast: Cast, source: Span, detection: Detection) -> Actor:
    source = _uncited(source)
    bare = source.text.strip().lower()
    if bare in _PERSONS | _THINGS | _SELVES | _RELATIVES:
        return _subject_before(cast, source, bare, detection) or _pronoun(cast, source, bare)
    bodies = _named_bodies(source)
    if bodies is not None:
        return bodies
    mention = _beside(cast, source) or _head_mention(cast, source)
    if mention is None:
        return Actor(_core(source), _named(_core(source).text), "unnamed", "as it stands")
    if mention.kind == "unnamed" and mention.head in _documents():
        return _author(cast, source, mention, detection)
    if mention.kind == "person":
        return Actor(mention.span, _full_person(cast, mention), "person", "name")
    return _described(cast, mention, detection)


@cache
def _documents() -> frozenset[str]:
    return frozenset(lexicons.table("en/sources")["nouns"]["document"].split())


def _author(cast: Cast, source: Span, mention: ActorMention, detection: Detection) -> Actor:
    """'The statement by the ministry', 'the statement': the body that made it; 'reports' and 'a survey' stand for themselves."""
    text = source.text
    if _DEFINITE.match(text) and len(text.split()) <= 3:
        same = _last(cast, source, lambda a: a.kind == "unnamed" and _heads(a) & _documents() != set())
        if same is not None:
            return Actor(mention.span, same.name, same.kind, "definite: the document named before")
    by = re.search(r"\s(?:by|from)\s+", text)
    if by is not None:
        inner = Span(source.start + by.end(), source.end, text[by.end() :])
        return identify(Cast(cast.mentions, ()), inner, detection)
    if re.match(r"(?:the|this|its|his|her|their)\s+(?:\w+\s+)?\w+$", text, re.I) and mention.head in (
        "statement",
        "communique",
        "report",
        "post",
        "message",
    ):
        previous = _last(cast, source, lambda a: a.kind != "unnamed")
        if previous is not None and text.split()[-1].lower() == mention.head:
            return Actor(mention.span, previous.name, previous.kind, "document: its author spoke before")
    return Actor(mention.span, _named(mention.span.text), "unnamed", "as it stands")


def _uncited(source: Span) -> Span:
    """A source without who carries it: 'an assessment cited by Reuters'."""
    cut = carried_by(source)
    return source if cut is None else Span(source.start, source.start + cut, source.text[:cut])


def carried_by(source: Span) -> int | None:
    """Where in a source's words begins who carries it ('cited by Reuters'), or None."""
    found = _CARRIED.search(source.text)
    return found.start() if found and found.start() else None


def _heads(actor: Actor) -> set[str]:
    """The words of an actor's name, each also in the singular."""
    words = folded(actor.name).split()
    return {*words, *(w[:-1] for w in words if w.endswith("s"))}


def _core(source: Span) -> Span:
    """A source without what hangs on it after a comma or a relative word."""
    cut = re.search(r",|;|\s(?:who|which|that)\s|\s\(", source.text)
    text = source.text[: cut.start()] if cut and cut.start() else source.text
    return Span(source.start, source.start + len(text), text)


def _named(text: str) -> str:
    """A name without its article, and without small words before its first capital: 'the opposition Syrian Coalition'."""
    bare = _ARTICLE.sub("", text).strip() or text
    proper = re.search(r"(?:^|(?<=\s))[A-Z][\w'’.-]*(?: (?:(?:of|for|the|and)\b|[A-Z])\S*)+$", bare)
    return proper.group() if proper and proper.start() and not _BETWEEN.search(bare[: proper.start()]) else bare


def _head_mention(cast: Cast, source: Span) -> ActorMention | None:
    """The mention that heads the source: the first, or a person whose title is all that stands before."""
    inside = [m for m in cast.mentions if source.start <= m.span.start and m.span.end <= source.end and not _is_hyphened(m, source)]
    if not inside:
        return None
    for mention in inside:
        if mention.kind == "person":
            before = source.text[: mention.span.start - source.start]
            if (
                not _BETWEEN.search(before)
                or mention.role is not None
                or _is_title(before)
                or _is_set_off(before, source.text[mention.span.end - source.start :])
            ):
                return mention
    first = inside[0]
    lead = source.text[: first.span.start - source.start]
    return None if _BETWEEN.search(lead) else first


def _is_hyphened(mention: ActorMention, source: Span) -> bool:
    """Whether a hyphen makes the mention part of a modifier: 'rebel' in 'these rebel-controlled facilities'."""
    return source.text[mention.span.end - source.start : mention.span.end - source.start + 1] in ("-", "‑")


def _beside(cast: Cast, source: Span) -> ActorMention | None:
    """An outlet named right after what describes it: 'the state news agency SANA'."""
    for mention in cast.mentions:
        if mention.kind == "outlet" and 0 <= source.start - mention.span.end <= 1 and re.search(r"\b(?:news |press )agency$", source.text):
            return mention
        after = mention.kind == "outlet" and (0 <= mention.span.start - source.end <= 1 or source.start < mention.span.start < source.end)
        if after and re.search(
            r"(?:agency|website|newspaper|daily|channel|broadcaster|outlet|site)\s*$", source.text[: mention.span.start - source.start].lower()
        ):
            return mention
    return None


def _named_bodies(source: Span) -> Actor | None:
    """'The independent outlets X and Y', 'the website X': the names behind the word that says what they are."""
    found = _bodies().search(source.text)
    if found is None:
        return None
    at = source.start + found.start("names")
    kind: ActorKind = "outlet" if kinds().get(found["noun"].rstrip("s").lower()) == "outlet" else "organisation"
    return Actor(Span(at, at + len(found["names"]), found["names"]), found["names"], kind, "named behind its kind")


@cache
def _bodies() -> re.Pattern[str]:
    nouns = {n for n, kind in kinds().items() if kind == "outlet"} | _generic()
    name = r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*"
    plural = "|".join(sorted(f"{n[:-1]}ies" if n.endswith("y") else f"{n}s" for n in nouns))
    return re.compile(rf"^(?:[\w’'-]+ )*?(?P<noun>{plural}) (?P<names>{name}(?:, {name})*(?:,? and {name})?)$")


def _is_title(before: str) -> bool:
    """'President of Ukraine ', 'The Head of the regional administration ': a definite office, no comma, then the name."""
    if _INDEFINITE.match(before) or re.search(r"[,;:(]|\b(?:spokes\w+|aide|adviser|advisor|lawyer|relative|supporter|critic|ally)\b", before):
        return False
    return bool(re.match(r"^(?:the\s+)?[A-Z]", before)) and not re.search(r"\b(?:for|to|with|by|from|that|who)\s*$|\bof\s*$", before)


def _is_set_off(before: str, behind: str) -> bool:
    """'The director of the agency, ', 'A doctor from the town, ' before a name that closes the source."""
    before = _TITLED.sub("", before)  # ', Lt. Col. '
    words = before.rstrip(" ,").lower().split()
    if not before.rstrip().endswith(",") or before.count(",") != 1 or len(words) > 8 or behind.strip(" ,"):
        return False
    return words[0] in ("the", "a", "an", "its", "their", "his", "her") or words[0].endswith(("'s", "’s")) or kinds().get(words[-1]) == "office"


def _full_person(cast: Cast, mention: ActorMention) -> str:
    """The longest form of a person's name in the report."""
    same = [m.span.text for m in cast.mentions if m.kind == "person" and _same_person(m.span.text, mention.span.text)]
    return max([_ARTICLE.sub("", mention.span.text), *same], key=lambda n: (len(n.split()), -len(n)))


def _untitled(words: list[str]) -> list[str]:
    """The words of a name without a title before it."""
    while len(words) > 1 and (words[0] in _TITLES or kinds().get(words[0]) == "office"):
        words = words[1:]
    return words


def _same_person(a: str, b: str) -> bool:
    first, second = _untitled(folded(a).split()), _untitled(folded(b).split())
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    if len(short) == 1 and len(long) > 2 and short[0] in long[1:]:
        return True  # a surname that is not the last word: 'Medina' of 'Jose Medina Sanchez'
    if first[-1] == second[-1]:
        return len(first) == 1 or len(second) == 1 or first[0][0] == second[0][0] or first[0] in second or second[0] in first
    holder = holder_of(a)
    return holder is not None and holder == holder_of(b)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who held an office: data of `lexicons/offices.toml`."""

    name: str
    side: str
    offices: tuple[str, ...]


@cache
def _holders() -> dict[str, Holder]:
    found = {}
    for row in lexicons.table("offices")["holder"]:
        holder = Holder(row["name"], row["side"], tuple(row["offices"]))
        for spelling in (row["name"], *row["spellings"]):
            found[folded(spelling)] = holder
    return found


def holder_of(name: str) -> Holder | None:
    """The known holder of an office that a name means, or None; a surname alone counts where the lexicon lists it."""
    words = folded(name).split()
    for start in range(len(words)):
        holder = _holders().get(" ".join(words[start:]))
        if holder is not None and (start == 0 or folded(holder.name).split()[0][:2] == words[0][:2] or start == len(words) - len(words)):
            return holder
    return None


def last_side(text: str) -> str | None:
    """The side of the office holder whom a text names last, or None."""
    found = [(match.start(), _holders()[folded(match.group())].side) for match in _holder_pattern().finditer(text)]
    return found[-1][1] if found else None


@cache
def _holder_pattern() -> re.Pattern[str]:
    """The holders' names as reports write them, as whole words."""
    rows = lexicons.table("offices")["holder"]
    names = sorted({name for row in rows for name in (row["name"], *row["spellings"])}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def _subject_before(cast: Cast, source: Span, bare: str, detection: Detection) -> Actor | None:
    """'he' or 'it' where nobody has spoken yet in the paragraph: the person, or the body, that is the subject of its last sentence before."""
    kinds_meant = ("person",) if bare in ("he", "she") else ("organisation", "outlet") if bare == "it" else ()
    opened = detection.report.text.rfind("\n", 0, source.start) + 1
    if not kinds_meant or any(opened <= a.span.start < source.start for a in cast.sources):
        return None
    subjects = [m for m in cast.mentions if m.subject and m.kind in kinds_meant and opened <= m.span.start and m.span.end <= source.start]
    if not subjects:
        return None
    mention = subjects[-1]
    name = _full_person(cast, mention) if mention.kind == "person" else _described(cast, mention, detection).name
    return Actor(source, name, mention.kind, "pronoun: the subject of the paragraph")


def _pronoun(cast: Cast, source: Span, bare: str) -> Actor:
    if bare in _RELATIVES:
        before = [m for m in cast.mentions if m.span.end <= source.start and source.start - m.span.end <= 3]
        if before:
            mention = before[-1]
            name = _full_person(cast, mention) if mention.kind == "person" else _named(mention.span.text)
            return Actor(mention.span, name, mention.kind, "relative")
    wanted: Callable[[Actor], bool] = (
        (lambda a: a.kind == "person" or a.kind in ("office", "unnamed")) if bare in _PERSONS else (lambda a: a.kind != "person")
    )
    if bare in _SELVES:
        wanted = lambda a: True  # noqa: E731
    previous = _last(cast, source, lambda a: a.rule != "unresolved" and wanted(a))
    if previous is not None:
        return Actor(source, previous.name, previous.kind, f"pronoun: the last {'person' if bare in _PERSONS else 'body'} that spoke")
    mentioned = [m for m in cast.mentions if m.span.end <= source.start and (m.kind == "person") == (bare in _PERSONS)]
    if mentioned:
        mention = mentioned[-1]
        name = _full_person(cast, mention) if mention.kind == "person" else _named(mention.span.text)
        return Actor(source, name, mention.kind, "pronoun: the last one named")
    return Actor(source, source.text, "unnamed", "unresolved")


def _last(cast: Cast, words: Span, wanted: Callable[[Actor], bool]) -> Actor | None:
    """The last source before the words that is wanted."""
    return next((a for a in reversed(cast.sources) if a.span.end <= words.start and wanted(a)), None)


def _described(cast: Cast, mention: ActorMention, detection: Detection) -> Actor:
    """A common noun or an organisation: the full name that the report gives elsewhere."""
    text = mention.span.text
    if mention.kind == "outlet" and mention.head[:1].isupper():
        return Actor(mention.span, mention.head, "outlet", "outlet")
    if mention.kind == "office" and not _INDEFINITE.match(text):
        person = _office_holder(cast, mention)
        if person is not None:
            return Actor(mention.span, _full_person(cast, person), "person", "office: its holder in the report")
    short = len(_DEFINITE.sub("", _ARTICLE.sub("", text)).split()) <= 2
    body = _generic_body(cast, mention, detection) if short and mention.kind == "organisation" and mention.head.lower() in _generic() else None
    if body is not None:
        return Actor(mention.span, _named(body.span.text), body.kind, "generic: the body that speaks nearest")
    spelled = abbreviations(detection.report.text).get(_ARTICLE.sub("", text).strip())
    if spelled is not None:
        return Actor(mention.span, spelled, mention.kind, "abbreviation: its full name in the report")
    fuller = _fuller(cast, mention)
    if fuller is not None:
        return Actor(mention.span, _named(fuller.span.text), fuller.kind, "short form: its full name in the report")
    if _DEFINITE.match(text):
        head = mention.head.lower()
        same = _last(cast, mention.span, lambda a: head in _heads(a) or head in folded(a.span.text).split())
        if same is not None:
            return Actor(mention.span, same.name, same.kind, "definite: the source named before")
        outlet = outlet_before(cast, mention.span) if mention.kind == "outlet" and short else None
        if outlet is not None:
            return Actor(mention.span, outlet.head, "outlet", "generic: the outlet named before")
    return Actor(mention.span, _named(text), mention.kind, "as it stands")


def outlet_before(cast: Cast, words: Span) -> ActorMention | None:
    """The outlet last named before the words."""
    named = [m for m in cast.mentions if m.kind == "outlet" and m.head[:1].isupper() and m.span.end <= words.start]
    return named[-1] if named else None


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicons.table("en/sources")["nouns"]["generic"].split())


def _office_holder(cast: Cast, mention: ActorMention) -> ActorMention | None:
    """The person whose title holds the office's words, the nearest before, else the nearest after; or a known holder whom the report names."""
    office = folded(_ARTICLE.sub("", mention.span.text))
    persons = [m for m in cast.mentions if m.kind == "person"]
    titled = [m for m in persons if m.role and (office in folded(m.role) or mention.head in folded(m.role).split())]
    known = [
        m
        for m in persons
        if (h := holder_of(m.span.text)) is not None and any(folded(o) == office or folded(o).startswith(office) for o in h.offices)
    ]
    for group in (titled, known):
        before = [m for m in group if m.span.end <= mention.span.start]
        if before or group:
            return before[-1] if before else group[0]
    return None


@lru_cache(maxsize=4)
def abbreviations(text: str) -> dict[str, str]:
    """The names that stand in full before their abbreviations in a text: 'the Velmar Refugee Network (VRN)'."""
    found = {}
    for match in _ABBREVIATION.finditer(text):
        letters = [c for c in match[1] if c.isalpha()]
        words = text[max(0, match.start() - 120) : match.start()].split()
        for count in range(2, min(len(words), 2 * len(letters)) + 1):
            taken = words[-count:]
            initials = [w[0].upper() for w in taken if w.lower() not in _SMALL]
            if initials == letters and taken[0][0].isupper():
                found[match[1]] = " ".join(taken)
                break
    return found


def _fuller(cast: Cast, mention: ActorMention) -> ActorMention | None:
    """A longer name that holds this one's last word: 'the Observatory' and 'the Syrian Observatory for Human Rights'."""
    short = folded(_DEFINITE.sub("", _ARTICLE.sub("", mention.span.text))).split()
    if not short or _INDEFINITE.match(mention.span.text) or mention.kind == "unnamed":
        return None
    if mention.head.islower() and not _DEFINITE.match(mention.span.text):
        return None
    for other in cast.mentions:
        words = folded(other.span.text).split()
        proper = short[-1] in {w.lower() for w in other.span.text.split() if w[:1].isupper()}
        if other.kind in ("organisation", "outlet") and proper and len(words) > len(short) and set(short) <= set(words) and words != short:
            return other
    return None


def _generic_body(cast: Cast, mention: ActorMention, detection: Detection) -> ActorMention | None:
    """'The group said', 'a monitor said': the named body that speaks next before or, in a lead, after."""
    starts = [s for a in detection.attributions for s in a.source]
    named = [
        m
        for m in cast.mentions
        if m.kind == "organisation"
        and m.head.lower() not in _generic()
        and _named(m.span.text)[:1].isupper()
        and any(s.start <= m.span.start < s.end for s in starts)
    ]
    before = [m for m in named if m.span.end <= mention.span.start]
    after = [m for m in named if m.span.start >= mention.span.end]
    if _INDEFINITE.match(mention.span.text) or not before:
        return after[0] if after else None
    return before[-1]
