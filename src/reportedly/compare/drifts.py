"""What a retelling made of a claim: the hedge lost, the stance hardened, the figure changed, the noun changed, the attribution dropped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportedly.lexicons import table
from reportedly.records import Claim, Figure

How = Literal["hedge", "stance", "figure", "noun", "attribution"]

_ALIKE = {"more_than": "at_least", "less_than": "at_most"}  # writers do not keep them apart (docs/concepts.md)
_SOFT = frozenset({"possible", "planned", "unverified"})
_SHORT = 3  # letters; of a source's name, shorter words say nothing
_ROUNDED: float = table("compare/retellings")["rounded"]
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEHIND_HEAD = re.compile(r"\s+(?:of|from|in|at|who|with)\s")


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which a claim is told otherwise, the rule that saw it, and what happened in a few words ('the hedge “more than” is lost')."""

    how: How
    rule: str
    what: str


def said(claim: Claim) -> str:
    """The words of a claim that a retelling may change: hedge, number and counted noun, as they stand in the text; else the event's trigger."""
    figure = claim.figure
    if figure is None:
        return claim.event.trigger.text if claim.event else claim.quote.text
    spans = [(span.start, span.end) for span in (figure, figure.counted, claim.evidence.get("hedge")) if span is not None]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    inside = claim.quote.start <= start and end <= claim.quote.end and end - start <= 100
    return claim.quote.text[start - claim.quote.start : end - claim.quote.start] if inside else figure.text


def hedge(before: Claim, after: Claim) -> Iterator[Drift]:
    """The drift of a hedge, where both claims give one number: lost, or another."""
    one, other = before.figure, after.figure
    if one is None or other is None or one.hedge == "vague" or not (_number(one) == _number(other) or _is_end(one, other)):
        return
    was, now = (_ALIKE.get(figure.hedge, figure.hedge) for figure in (one, other))
    words = before.evidence["hedge"].text if "hedge" in before.evidence else one.hedge.replace("_", " ")
    if was != "exact" and now == "exact":
        yield Drift("hedge", "drift-hedge-lost", f"the hedge “{words}” is lost")
    elif was != now and was != "exact":
        told = after.evidence["hedge"].text if "hedge" in after.evidence else other.hedge.replace("_", " ")
        yield Drift("hedge", "drift-hedge-changed", f"“{words}” became “{told}”")


def stance(before: Claim, after: Claim) -> Iterator[Drift]:
    """The drift of a stance: what was told as possible, planned or unverified is told as a fact."""
    if before.stance in _SOFT and after.stance == "asserted":
        words = before.evidence["stance"].text if "stance" in before.evidence else before.stance
        yield Drift("stance", "drift-stance-hardened", f"what was {before.stance} (“{words}”) is told as a fact")


def figure(before: Claim, after: Claim) -> Iterator[Drift]:
    """The drift of a number. Call it only for claims that stand in the same place of one text, or fill one slot: others are other claims."""
    one, other = before.figure, after.figure
    if one is None or other is None or _number(one) == _number(other) or "vague" in (one.hedge, other.hedge) or _is_end(one, other):
        return
    if _rounded(one, other):
        yield Drift("figure", "drift-figure-rounded", "the number was rounded")
    else:
        yield Drift("figure", "drift-figure-changed", "the number is another")


def _number(figure: Figure) -> tuple[float | None, ...]:
    """The number, or both ends of a range."""
    return (figure.value,) if figure.value is not None else (figure.low, figure.high)


def _is_end(one: Figure, other: Figure) -> bool:
    """Whether the second number is one end of the first, a range: '20 to 30' told as '30'."""
    return one.value is None and other.value is not None and other.value in (one.low, one.high)


def _rounded(one: Figure, other: Figure) -> bool:
    """Whether the second number stands for the first with a hedge that allows it: '30,035' as 'more than 30,000', but not '20' as '30'."""
    value, told = one.value, other.value
    if value is None or told is None or other.hedge == "exact" or abs(value - told) > _ROUNDED * value:
        return False
    return other.hedge == "about" or ((other.low is None or other.low <= value) and (other.high is None or value <= other.high))


def noun(before: Claim, after: Claim, *, parts_only: bool = False) -> Iterator[Drift]:
    """The drift of what was counted: a part told as the whole, a narrower noun, a harder measure; only the first, where `parts_only` says so."""
    one, other = before.figure, after.figure
    if one is None or other is None or _number(one) != _number(other):
        return
    was, now = (claim.counted.text if claim.counted else "" for claim in (one, other))
    if added := sorted(_words(now) & _narrowing() - _words(was)):
        words = ", ".join(added)
        if added[0] in _words(before.quote.text):
            if _part().search(before.quote.text):
                yield Drift("noun", "drift-noun-part", f"“{words}” was said of a part of them and is told of all")
        elif not parts_only:
            yield Drift("noun", "drift-noun-narrowed", f"“{words}” was added")
    if parts_only:
        return
    if {"from": one.measure, "to": other.measure} in table("compare/drifts")["harder"]:
        yield Drift("noun", "drift-measure-hardened", f"{one.measure} became {other.measure}")
    elif one.measure == other.measure and _is_narrower(was, now):
        yield Drift("noun", "drift-noun-changed", f"“{was}” became “{now}”")


def attribution(before: Claim, after: Claim) -> Iterator[Drift]:
    """The drift of a source: whom the first names, the second leaves out."""
    left_out = _left_out(before, after)
    if left_out is not None:
        yield Drift("attribution", "drift-attribution-dropped", f"{left_out} is no longer named as the source")


def _left_out(before: Claim, after: Claim) -> str | None:
    named = [link.name for link in before.chain if link.kind != "unnamed"]
    if not named:
        return None
    told = f"{after.quote.text} {' '.join(link.name for link in after.chain)}".casefold()
    words = [word for word in _WORDS.findall(named[-1].casefold()) if len(word) > _SHORT] or [named[-1].casefold()]
    return named[-1] if not any(word in told for word in words) else None


def _is_narrower(was: str, now: str) -> bool:
    """Whether the second noun says more than the first, or something else of the same number: people → soldiers, soldiers → civilians."""
    (kind, rank, group), (new_kind, new_rank, new_group) = _noun(was), _noun(now)
    if not kind or not new_kind or new_kind == "person" or (group == new_group and kind == new_kind):
        return False
    return kind not in ("person", new_kind) or new_rank > rank or (new_rank == rank == 2 and group != new_group)


def alike(was: str, now: str) -> bool:
    """Whether two phrases may count the same things: soldiers and people, but not soldiers and civilians, nor tanks and guns."""
    kinds = {_noun(was)[0], _noun(now)[0]}
    if kinds == {""}:
        return not was or not now or _singular(_last(was)) == _singular(_last(now))
    return "" not in kinds and (len(kinds) == 1 or "person" in kinds)


def _last(phrase: str) -> str:
    return str((_WORDS.findall(_BEHIND_HEAD.split(phrase.casefold())[0]) or [""])[-1])


@cache
def _noun(phrase: str) -> tuple[str, int, str]:
    """The kind of what a phrase counts (person, military, civilian; '' for anything else), how narrow its noun is (0-2), and the nouns alike."""
    for word in reversed(_WORDS.findall(_BEHIND_HEAD.split(phrase.casefold())[0])):
        single = _singular(word)
        for kind in ("person", "military", "civilian"):
            if single in _kinds()[kind]:
                group = next((row["words"][0] for row in table("compare/drifts")["nouns"] if single in row["words"]), single)
                return kind, 0 if kind == "person" else 1 if group in ("soldier", "civilian") else 2, group
    return "", 0, ""


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {kind: frozenset(table("en/nouns")[kind]["words"]) for kind in ("person", "military", "civilian")}


def _singular(word: str) -> str:
    irregular = table("en/nouns")["irregular"]
    if word in irregular:
        return str(irregular[word])
    return word if any(word in words for words in _kinds().values()) else word.removesuffix("s")


def _words(text: str) -> set[str]:
    return set(_WORDS.findall(text.casefold()))


@cache
def _narrowing() -> frozenset[str]:
    return frozenset(table("compare/drifts")["narrowing"]["words"])


@cache
def _part() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, table("compare/drifts")["part"]["words"])) + r")\b", re.I)
