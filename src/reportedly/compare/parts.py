"""Parts: figures that the words themselves make a part of another ('40 were killed, including 20 officers')."""

from collections.abc import Iterable, Iterator, Sequence

from reportedly.compare.bounds import size_of
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.settings import settings
from reportedly.compare.slots import is_of, part_words
from reportedly.compare.wordings import finding, quoted
from reportedly.records import Figure, Finding, StoredClaim

_NEAR = 200  # characters between a whole and 'Of them, 12 ...' in the next sentence


def _keys(row: StoredClaim) -> Iterable[str]:
    if row.claim.figure is not None:
        yield row.claim.report.report_id


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    figures = [(row, row.claim.figure) for row in rows if row.claim.figure is not None]
    for row, figure in figures:
        words = part_words(row.claim)
        if words is None or (words not in settings().wholes and not is_of(words)):
            continue
        wholes = [pair for pair in figures if _may_hold(pair[0], pair[1], row, figure)]
        near = [pair for pair in wholes if (pair[1].start > figure.start) == is_of(words)]
        if near:
            whole, number = min(near, key=lambda pair: abs(pair[1].start - figure.start))
            reason = f"{_told(row, figure)} are a part of {_told(whole, number)} in {row.claim.report_ref}, by the words “{words}”"
            yield finding("part_of", (row, whole), "words_of_a_part", reason)


def _may_hold(whole: StoredClaim, number: Figure, part: StoredClaim, figure: Figure) -> bool:
    """Whether a figure may be the whole of a part: near it, of the same measure and unit, and no smaller."""
    if number.start == figure.start or (number.measure, number.unit) != (figure.measure, figure.unit) or size_of(number) < size_of(figure):
        return False
    sentence = part.claim.quote.start <= number.start < part.claim.quote.end or whole.claim.quote.start <= figure.start < whole.claim.quote.end
    return sentence or 0 <= figure.start - number.end <= _NEAR


def _told(row: StoredClaim, figure: Figure) -> str:
    noun = figure.counted.text if figure.counted else figure.unit or ""
    return " ".join(f"{quoted(figure)} {noun} {figure.measure.replace('_', ' ')}".split())


PARTS = ClaimComparator("parts", frozenset({"part_of"}), _keys, _find)
