"""Claims: statements with their world filled in, each with keys made of its content."""

import hashlib
from dataclasses import dataclass

from reportedly import lexicons
from reportedly.identity import identified, text_hash
from reportedly.records import Claim, Detection, Evidence, Figure, MadeBy, ModelVersion, Quote, Report, ReportHead, Span, Statement, When
from reportedly.resolve.atlases import Atlas, atlas_of
from reportedly.resolve.casts import Cast
from reportedly.resolve.events import event
from reportedly.resolve.figures import figure
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.places import place
from reportedly.resolve.report_days import Calendar, calendar_of
from reportedly.resolve.slips import out_of_range, slips
from reportedly.resolve.speakers import cast_for, home_of, voice
from reportedly.resolve.stances import stance
from reportedly.resolve.times import when
from reportedly.version import RULES_VERSION

_CONTEXT = 32  # characters of prefix and suffix beside a quote, as in W3C TextQuoteSelector


@dataclass(frozen=True, slots=True)
class _World:
    """What the claims of one report share."""

    made_by: MadeBy
    gazetteer: Gazetteer
    cast: Cast
    calendar: Calendar
    atlas: Atlas


def made_by(model: ModelVersion | None, gazetteer: Gazetteer) -> MadeBy:
    """The versions of the rules, of the lexicons with the gazetteer, and of the language model (None: rules only)."""
    words = hashlib.sha256(f"{lexicons.version()} {gazetteer.version}".encode()).hexdigest()
    return MadeBy(RULES_VERSION, words, model)


def claims(detection: Detection, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims of one report, one a statement, in the order of the text.

    Words that neither count anything nor name an event that has a type ('0 people were killed and 0 more were killed') cannot be told apart within
    one quote: the first stands for all of them.
    """
    world = _World(made_by(detection.model, gazetteer), gazetteer, cast_for(detection), calendar_of(detection), atlas_of(detection, gazetteer))
    text_sha256 = text_hash(detection.report.text)
    found = (identified(_claim(statement, detection, world), text_sha256) for statement in detection.statements)
    by_key: dict[str, Claim] = {}
    for claim in found:
        by_key.setdefault(claim.claim_key, claim)
    return tuple(by_key.values())


def _claim(statement: Statement, detection: Detection, world: _World) -> Claim:
    """A claim without its keys."""
    said = voice(statement, detection, world.cast)
    side = said.speaker.side if said.speaker is not None else home_of(detection.report.outlet)
    number, of_figure = figure(statement, detection, side) if statement.quantity is not None else (None, {})
    held, of_stance = stance(statement, detection)
    scope = number.scope if number is not None else None
    timing = when(statement, detection, world.calendar, scope=scope)
    where, of_place = place(statement, detection, world.gazetteer, world.atlas, scope=scope, summed=_is_summed(number, timing.date))
    happened, of_event = event(statement, detection, side, figure=number, country=where.country if where is not None else None)
    evidence: dict[str, Evidence] = said.evidence | of_figure | of_event | timing.evidence | of_place
    if of_stance is not None:
        evidence["stance"] = of_stance
    return Claim(
        claim_key="",
        claim_id="",
        report_ref=detection.report.report_ref,
        report=_head(detection.report),
        quote=_quote(statement.quote, detection.report.text),
        speech=said.speech,
        stance=held,
        made_by=world.made_by,
        cue=said.cue,
        speaker=said.speaker,
        chain=said.chain,
        origin=said.origin,
        event=happened,
        figure=number,
        place=where,
        date=timing.date,
        spoken=timing.spoken,
        as_of=timing.as_of,
        evidence=dict(sorted(evidence.items())),
        flags=(*slips(statement, detection), *out_of_range(timing.date, detection.report.published, held)),
    )


def _is_summed(number: Figure | None, date: When | None) -> bool:
    """Whether a figure adds up what happened over a war or more than a week, which no one town has."""
    if number is None or number.scope != "period":
        return number is not None and number.scope == "cumulative"
    return date is not None and (date.date_prec or 5) > 3


def _head(report: Report) -> ReportHead:
    return ReportHead(report.report_id, report.outlet, report.url, report.published, report.language, report.title)


def _quote(words: Span, text: str) -> Quote:
    return Quote(words.start, words.end, words.text, text[max(0, words.start - _CONTEXT) : words.start], text[words.end : words.end + _CONTEXT])
