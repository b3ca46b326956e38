"""Whether one report repeats another's text: in the main (copy), or in a passage of it (quotes)."""

import re
from dataclasses import dataclass

from reportedly.compare.alignments import Alignment, align
from reportedly.compare.occasions import differences, one_occasion
from reportedly.compare.shingles import Wording, longest_run, shared
from reportedly.compare.tellings import Telling, in_order, mentions
from reportedly.lexicons import table
from reportedly.records import Finding

_DATA = table("compare/copies")
_COPY, _QUOTES = _DATA["copy_containment"], _DATA["quotes_containment"]
_FEWEST, _RUN, _RUN_UNCREDITED = _DATA["copy_shingles"], _DATA["quotes_run_words"], _DATA["quotes_run_words_uncredited"]
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]{20,1500}[”\"“»]")
_WHY = {
    "credited": "which it credits",
    "earlier": "which is earlier",
    "longer": "which is the longer of the two, with no earlier one among them",
    "listed": "with nothing that says which came first",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What two reports' texts are to each other."""

    origin: Telling
    copy: Telling
    finding: Finding
    aligned: Alignment


def relation(one: Telling, other: Telling) -> Relation | None:
    """The copy or quotes that two reports are to each other; None where they are neither.

    It hangs on nothing but these two, so that findings do not depend on which others are there.
    """
    common = shared(one.wording, other.wording)
    if common < _FEWEST and one.wording.words != other.wording.words:
        return None
    least = min(len(one.wording.shingles), len(other.wording.shingles))
    if common < _QUOTES * least or (common < _COPY * least and longest_run(one.wording, other.wording) < _run_needed(one, other)):
        return None
    aligned = align(one.wording, other.wording)
    found = differences(one, other, aligned)
    if not one_occasion(one, other, found):
        return None
    origin, copy, why = in_order(one, other)
    of_copy, of_origin = (common / max(1, len(telling.wording.shingles)) for telling in (copy, origin))
    aligned = aligned if origin is one else align(origin.wording, copy.wording)
    refs = (origin.report.report_ref, copy.report.report_ref)
    if of_copy >= _COPY:
        reason = f"{copy.called} has {of_copy:.0%} of its wording from {origin.called}, {_WHY[why]}"
        return Relation(origin, copy, Finding("copy", (), refs, f"copy-{why}", reason), aligned)
    if not found.numbers and (run := _passage(origin, copy, aligned)):
        reason = f"{copy.called} holds {of_origin:.0%} of the wording of {origin.called}, {run} words of it in one run"
        return Relation(origin, copy, Finding("quotes", (), refs, f"quotes-{why}", reason), aligned)
    return None


def _passage(origin: Telling, copy: Telling, aligned: Alignment) -> int:
    """The words of the longest run that the copy can have from the origin alone, or 0.

    An outlet that repeats its own paragraphs quotes nobody, and two reports with the same words of somebody's speech may both have them from there.
    """
    if origin.outlet is not None and origin.outlet == copy.outlet:
        return 0
    if not mentions(copy, origin):
        own = _without_speech(origin)
        if shared(own, copy.wording) < _QUOTES * min(len(origin.wording.shingles), len(copy.wording.shingles)):
            return 0
        aligned = align(own, copy.wording)
    return aligned.longest_run if aligned.longest_run >= _run_needed(origin, copy) else 0


def _run_needed(one: Telling, other: Telling) -> int:
    """How many words in one run make a quotation: fewer where one report names the other's outlet; else both may have them from somebody third."""
    return int(_RUN if mentions(one, other) or mentions(other, one) else _RUN_UNCREDITED)


def _without_speech(telling: Telling) -> Wording:
    """The words of the report outside quotation marks."""
    blank = _QUOTED.sub(lambda match: " " * len(match.group()), telling.report.text)
    return Wording(blank, telling.report.body)
