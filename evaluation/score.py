"""Figure claims scored against gold.

A gold row says by hand what one number of a report means. A claim is paired with the row whose number it overlaps most, one to one.

- detect: precision, recall and F1 of the pairs;
- a field's share: in how many of the pairs it is right;
- core F1: a pair counts only where low, high, measure, party, speaker and stance are all right;
- full F1: it counts only where hedge, role, place, date and scope are right too.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly import codec
from reportedly.records import Claim, Figure, Hedge, Measure, Place, Role, Scope, Span, Speaker, Speech, Stance, When

CORE = ("low", "high", "measure", "party", "speaker", "stance")
FULL = (*CORE, "hedge", "role", "place", "date", "scope")
_TITLES = frozenset(
    {"the", "a", "an", "of", "mr", "mrs", "ms", "dr", "president", "prime", "minister", "general", "colonel", "spokesman", "spokeswoman"}
)


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where it happened, in the report's words, and the country (ISO 3166-1 alpha-2)."""

    start: int
    end: int
    text: str
    country: str | None


@dataclass(frozen=True, slots=True)
class GoldDate:
    """When it happened, as ISO dates, ends inclusive, and where the words that say so stand."""

    start: str
    end: str
    text_start: int | None
    text_end: int | None


@dataclass(frozen=True, slots=True)
class Gold:
    """One number of a report, and by hand what it means; `doc` is the report's file name or own id."""

    doc: str
    figure: Span
    value: float | None
    low: float | None
    high: float | None
    hedge: Hedge
    measure: Measure
    unit: str | None
    counted: Span | None
    party: str | None
    role: Role | None
    place: GoldPlace | None
    date: GoldDate | None
    scope: Scope
    speaker: Span | None
    speaker_name: str | None
    chain: tuple[str, ...]
    speech: Speech
    stance: Stance


@dataclass(frozen=True, slots=True)
class Score:
    """How well claims meet gold: counts, F1s between 0 and 1, and each field's share of right pairs."""

    gold: int
    claims: int
    pairs: int
    detect_precision: float
    detect_recall: float
    detect_f1: float
    core_f1: float
    full_f1: float
    fields: Mapping[str, float]
    wrong: tuple[str, ...]  # one line a miss, a spurious claim or a pair with wrong fields


def read_gold(lines: Iterable[str]) -> list[Gold]:
    """The rows of a gold file, one JSON object a line; raises msgspec.ValidationError where a line holds something else."""
    return [codec.decode(line, Gold) for line in lines if line.strip()]


def score(golds: Sequence[Gold], claims: Mapping[str, Sequence[Claim]]) -> Score:
    """The score of the claims (by document) against the gold; claims without a figure are passed over, and so are documents without gold."""
    rows: dict[str, list[Gold]] = defaultdict(list)
    for gold in golds:
        rows[gold.doc].append(gold)
    found = {doc: [claim for claim in claims.get(doc, ()) if claim.figure] for doc in rows}
    pairs = [(gold, claim) for doc in rows for gold, claim in paired(rows[doc], found[doc])]
    verdicts = [compare(gold, claim) for gold, claim in pairs]
    n_gold, n_claims = len(golds), sum(map(len, found.values()))
    precision, recall, detect = _f1(len(pairs), n_claims, n_gold)
    return Score(
        gold=n_gold,
        claims=n_claims,
        pairs=len(pairs),
        detect_precision=precision,
        detect_recall=recall,
        detect_f1=detect,
        core_f1=_f1(sum(all(verdict[name] for name in CORE) for verdict in verdicts), n_claims, n_gold)[2],
        full_f1=_f1(sum(all(verdict[name] for name in FULL) for verdict in verdicts), n_claims, n_gold)[2],
        fields={name: sum(verdict[name] for verdict in verdicts) / len(pairs) for name in (verdicts[0] if verdicts else ())},
        wrong=tuple(_wrong(rows, found, pairs)),
    )


def paired(golds: Sequence[Gold], claims: Sequence[Claim]) -> list[tuple[Gold, Claim]]:
    """The pairs of gold and claim whose numbers overlap, one to one, largest overlap first, in the order of the gold."""
    shared = [
        (-_shared(gold.figure, claim.figure), i, j)
        for i, gold in enumerate(golds)
        for j, claim in enumerate(claims)
        if claim.figure and _meets(gold.figure, claim.figure)
    ]
    taken: dict[int, int] = {}
    for _, i, j in sorted(shared):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return [(golds[i], claims[taken[i]]) for i in sorted(taken)]


def compare(gold: Gold, claim: Claim) -> dict[str, bool]:
    """For each field, whether the claim has it right."""
    figure = claim.figure
    if figure is None:
        raise ValueError(f"{claim.claim_id}: a claim without a figure cannot be compared with gold")
    return _compare_figure(gold, figure) | {
        "place": _same_span(gold.place, claim.place),
        "country": [place.country for place in (gold.place,) if place] == [place.country for place in (claim.place,) if place],
        "date": ((gold.date.start, gold.date.end) if gold.date else None) == _days(claim.date),
        "speaker": _same_speaker(gold, claim.speaker),
        "chain": _same_chain(gold.chain, [link.name for link in claim.chain]),
        "speech": gold.speech == claim.speech,
        "stance": gold.stance == claim.stance,
    }


def bad_spans(claim: Claim, text: str) -> list[str]:
    """The words of every span of the claim that are not those of the text where it says that they stand."""
    return [words for start, end, words in _spans(json.loads(codec.encode(claim))) if text[start:end] != words]


def _spans(value: object) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        start, end = (value.get("start"), value.get("end")) if "text_start" not in value else (value["text_start"], value["text_end"])
        if isinstance(start, int) and isinstance(end, int):
            yield start, end, str(value.get("text"))
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def _compare_figure(gold: Gold, figure: Figure) -> dict[str, bool]:
    return {
        "low": gold.low == figure.low,
        "high": gold.high == figure.high,
        "hedge": gold.hedge == figure.hedge,
        "measure": gold.measure == figure.measure,
        "unit": (gold.unit or "").casefold() == (figure.unit or "").casefold(),
        "party": _party(gold.party) == _party(figure.party),
        "role": (gold.role or "unknown") == (figure.role or "unknown"),
        "scope": gold.scope == figure.scope,
        "counted": _same_span(gold.counted, figure.counted),
    }


def _same_speaker(gold: Gold, speaker: Speaker | None) -> bool:
    if gold.speaker is None or speaker is None:
        return gold.speaker is None and speaker is None
    if _shared(gold.speaker, speaker) > 0:
        return _meets(gold.speaker, speaker)
    return any(_same_name(a, b) for a in (gold.speaker.text, gold.speaker_name) for b in (speaker.text, speaker.name))


def _same_chain(gold: Sequence[str], found: Sequence[str]) -> bool:
    return len(gold) == len(found) and all(map(_same_name, gold, found))


def _same_name(a: str | None, b: str | None) -> bool:
    """Whether the last word of either name stands in the other ('President Zelenskyy', 'Volodymyr Zelenskyy')."""
    first, second = _words(a), _words(b)
    return bool(first and second) and (first[-1] in second or second[-1] in first)


def _words(name: str | None) -> list[str]:
    return [word for word in re.findall(r"\w+", (name or "").casefold()) if word not in _TITLES]


def _party(name: str | None) -> str:
    return (name or "").casefold().removeprefix("the ")


def _same_span(gold: Span | GoldPlace | None, found: Span | Place | None) -> bool:
    if gold is None or found is None:
        return gold is None and found is None
    return _meets(gold, found)


def _meets(gold: Span | GoldPlace, found: Span | Figure | Place | Speaker) -> bool:
    """Whether the spans overlap and the found one is no catch-all: at most twice the gold's words and five."""
    return _shared(gold, found) > 0 and len(re.findall(r"\w+", found.text)) <= 2 * len(re.findall(r"\w+", gold.text)) + 5


def _shared(a: Span | GoldPlace, b: Span | Figure | Place | Speaker | None) -> int:
    return min(a.end, b.end) - max(a.start, b.start) if b else 0


def _days(when: When | None) -> tuple[str, str] | None:
    return (when.start or "", when.end or "") if when else None


def _f1(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision, recall = (right / found if found else 0.0), (right / gold if gold else 0.0)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def _wrong(rows: Mapping[str, Sequence[Gold]], found: Mapping[str, Sequence[Claim]], pairs: Sequence[tuple[Gold, Claim]]) -> Iterable[str]:
    for gold, claim in pairs:
        fields = [name for name, right in compare(gold, claim).items() if not right]
        if fields:
            yield f"{gold.doc}:{gold.figure.start} {gold.figure.text!r} wrong {', '.join(fields)}"
    met = {id(side) for pair in pairs for side in pair}
    for doc, golds in rows.items():
        yield from (f"{doc}:{gold.figure.start} {gold.figure.text!r} missed" for gold in golds if id(gold) not in met)
        yield from (
            f"{doc}:{claim.figure.start} {claim.figure.text!r} spurious ({claim.figure.measure})"
            for claim in found[doc]
            if claim.figure and id(claim) not in met
        )
