"""Whose word a statement is: the innermost speaker, the relay that brought it, and whether it stands in quotation marks."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from reportedly import lexicons
from reportedly.detect.documents import paragraphs_of
from reportedly.detect.quotations import quotations, quoted
from reportedly.records import Attribution, Detection, Evidence, Link, Span, Speaker, Speech, Statement
from reportedly.resolve.casts import Actor, Cast, carried_by, cast_of, holder_of, identify, outlet_before
from reportedly.resolve.parties import party_of
from reportedly.resolve.registers import once
from reportedly.spans import holds

_UNNAMED = Link("unnamed", "unnamed", None, None, None)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a statement, through whom, in which words."""

    speaker: Speaker | None
    chain: tuple[Link, ...]
    origin: str | None
    cue: Span | None
    speech: Speech
    evidence: dict[str, Evidence] = field(default_factory=dict)


def voice(statement: Statement, detection: Detection, cast: Cast | None = None) -> Voice:
    """The voice of a statement: its innermost source as speaker, and the chain of those that the text names, outermost first.

    Give `cast` (`cast_for`) where many statements of one report are resolved.
    """
    words = _words(statement)
    index = statement.attribution
    if index is None:
        return Voice(None, (), detection.report.outlet, None, "unattributed")
    cast = cast or cast_for(detection)
    line = _line(detection.attributions, index)
    links = _relay(line, cast, detection)
    if not links:
        return Voice(None, (), detection.report.outlet, None, "unattributed")
    actor = links[-1]
    before = cast.relays.get(actor.key, ())
    if len(before) >= len(links):
        links = [*before, actor]
    chain = tuple(_link(a) for a in links)
    if _hearsay(detection, words, index):
        chain = (*chain, _UNNAMED)
    innermost = detection.attributions[index]
    cue = innermost.cue[0] if innermost.cue else None
    evidence = {"speaker": Evidence(actor.span.start, actor.span.end, actor.span.text, actor.rule)}
    if cue is not None:
        evidence["chain"] = Evidence(cue.start, cue.end, cue.text, f"attribution: {innermost.rule}")
    return Voice(_speaker(actor), chain, actor.name, cue, _speech(detection, statement), evidence)


def cast_for(detection: Detection) -> Cast:
    """The cast of a report with the outlets that brought each actor's words: 'X told Reuters' once holds for all that X says."""
    cast = cast_of(detection)
    relays: dict[str, tuple[Actor, ...]] = {}
    for index, attribution in enumerate(detection.attributions):
        if not attribution.source:
            continue
        links = _relay(_line(detection.attributions, index), cast, detection)
        before = tuple(links[:-1])
        if before and all(a.kind == "outlet" for a in before) and len(before) > len(relays.get(links[-1].key, ())):
            relays[links[-1].key] = before
    return Cast(cast.mentions, cast.sources, relays)


def _words(statement: Statement) -> Span:
    if statement.quantity is not None:
        return statement.quantity.number
    return statement.trigger.span if statement.trigger is not None else statement.quote


def _line(found: tuple[Attribution, ...], index: int) -> list[Attribution]:
    """The attribution and those that enclose it, outermost first."""
    line: list[Attribution] = []
    at: int | None = index
    while at is not None and len(line) < 8:
        attribution = found[at]
        if attribution.source and (not line or attribution.force not in ("intention", "attitude")):
            line.append(attribution)
        at = attribution.parent
    return line[::-1]


def _relay(line: list[Attribution], cast: Cast, detection: Detection) -> list[Actor]:
    """The actors of the chain, each once: a hearer that is an outlet ('told Reuters') stands outside the speaker."""
    links: list[Actor] = []
    for attribution in line:
        actor = identify(cast, attribution.source[0], detection)
        cut = carried_by(attribution.source[0])
        carrier = _outlet(cast, _behind(attribution.source[0], cut)) if cut is not None else None
        if carrier is not None:
            links.append(carrier)
        heard = [o for hearer in (attribution.addressee, attribution.medium) if (o := _outlet(cast, hearer)) is not None]
        # an outlet that cites an interview with another stands outside it; anybody else told the outlet
        links.extend([actor, *heard] if actor.kind == "outlet" else [*heard, actor])
    kept: list[Actor] = []
    for position, actor in enumerate(links):
        if any(later.key == actor.key for later in links[position + 1 :]):
            continue
        kept.append(actor)
    return kept


def _behind(words: Span, cut: int) -> Span:
    return Span(words.start + cut, words.end, words.text[cut:])


def _outlet(cast: Cast, words: Span | None) -> Actor | None:
    if words is None:
        return None
    mention = next((m for m in cast.mentions if m.kind == "outlet" and holds(words, m.span)), None)
    if mention is None:
        return None
    named = mention if mention.head[:1].isupper() else outlet_before(cast, mention.span) if re.match(r"(?:the|this)\s", mention.span.text) else None
    return Actor(mention.span, named.head if named is not None else mention.span.text, "outlet", "hearer")


def _link(actor: Actor) -> Link:
    return Link(actor.name, actor.kind, actor.span.start, actor.span.end, actor.span.text)


def _speaker(actor: Actor) -> Speaker:
    return Speaker(actor.span.start, actor.span.end, actor.span.text, actor.name, actor.kind, _side(actor))


def _side(actor: Actor) -> str | None:
    """The side that somebody speaks for: a known office holder's, else the one that their name or title names."""
    holder = holder_of(actor.name) if actor.kind == "person" else None
    if holder is not None:
        return holder.side
    if actor.kind == "outlet":
        return None
    return party_of(actor.name) or party_of(actor.span.text)


@cache
def _homes() -> dict[str, str]:
    return {_site(name): side for side, names in lexicons.table("outlets")["home"].items() for name in names}


def _site(outlet: str) -> str:
    """An outlet's name without 'www.' and its ending: 'www.ukrinform.net' and 'Ukrinform' are one."""
    return re.sub(r"^www\.|\.[a-z.]{2,7}$|[\s-]", "", outlet.lower())


def home_of(outlet: str | None) -> str | None:
    """The side that an outlet means by 'our' and whose foe by 'the enemy' where it names no speaker (`lexicons/outlets.toml`), or None."""
    return _homes().get(_site(outlet)) if outlet else None


@once
def _told(detection: Detection) -> tuple[Attribution, ...]:
    return tuple(a for a in detection.attributions if a.rule == "told" and not a.source)


def _hearsay(detection: Detection, words: Span, index: int) -> bool:
    """'I was told that ...' within what the speaker says: somebody whom nobody names stands behind it."""
    outer = detection.attributions[index]
    told = (a for a in _told(detection) if any(holds(c, words) for c in a.content))
    return any(a.content == outer.content or any(holds(c, a.cue[0]) for c in outer.content) for a in told)


def _speech(detection: Detection, statement: Statement) -> Speech:
    """Direct where the number or the event word stands in quotation marks, mixed where only what it counts or what befell them does."""
    quotes = _quotes(detection.report.text, detection.report.body)
    if quoted(quotes, _words(statement).start) is not None:
        return "direct"
    quantity = statement.quantity
    beside = (quantity.counted, quantity.effect) if quantity is not None else ()
    return "mixed" if any(span is not None and quoted(quotes, span.start) is not None for span in beside) else "indirect"


@lru_cache(maxsize=4)
def _quotes(text: str, body: int) -> tuple[Span, ...]:
    return quotations(text, paragraphs_of(text, body))
