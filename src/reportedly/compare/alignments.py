"""Two texts laid side by side: which words of one stand in the other, and what was put in their place where few words differ."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportedly.compare.shingles import Wording
from reportedly.lexicons import table

_GAP: int = table("compare/copies")["gap_words"]
_FIRM = 2  # equal words beside a change; a lone 'the' in common says nothing of what stands next to it
_LONGEST_GAP = 60  # words; what lies between two common runs and is longer was rewritten, and is not looked at word by word

Piece = tuple[int, int]  # first word, word behind the last


@dataclass(frozen=True, slots=True)
class Alignment:
    """`same` pairs each word of one text that stands in the other with its place there, `changes` the short pieces that differ between such."""

    same: tuple[tuple[int, int], ...]
    changes: tuple[tuple[Piece, Piece], ...]

    @property
    def longest_run(self) -> int:
        """The number of words in the longest run that the texts share without a break."""
        longest = run = 0
        before = (-2, -2)
        for pair in self.same:
            run = run + 1 if pair == (before[0] + 1, before[1] + 1) else 1
            longest, before = max(longest, run), pair
        return longest


def align(one: Wording, other: Wording) -> Alignment:
    """The alignment of two texts along the runs of words that stand once in each, in the same order (as patience diff does)."""
    same: list[tuple[int, int]] = []
    size = len(one.words) - len(one.runs) + 1
    for first, second in _in_order(_anchors(one, other)):
        last = same[-1] if same else (-1, -1)
        begin = max(0, last[0] + 1 - first, last[1] + 1 - second)
        same += [(first + step, second + step) for step in range(begin, size)]
    return _filled(one, other, same) if same else Alignment((), ())


def _anchors(one: Wording, other: Wording) -> list[tuple[int, int]]:
    there = _once(other)
    return [(place, there[run]) for run, place in _once(one).items() if run in there]


def _once(text: Wording) -> dict[int, int]:
    """The places of the runs that stand in the text once."""
    places: dict[int, int] = {}
    for place, run in enumerate(text.runs.tolist()):
        places[run] = place if run not in places else -1
    return {run: place for run, place in places.items() if place >= 0}


def _in_order(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of anchors that rises in both texts."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(anchors):
        at = bisect_left(tails, second)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1], ends[at : at + 1] = [second], [index]
    row, index = [], ends[-1] if ends else -1
    while index >= 0:
        row.append(anchors[index])
        index = before[index]
    return row[::-1]


def _filled(one: Wording, other: Wording, same: list[tuple[int, int]]) -> Alignment:
    """The alignment with the words between the anchors compared one by one."""
    words: list[tuple[int, int]] = []
    changes: list[tuple[Piece, Piece]] = []
    foot = (len(one.words), len(other.words))
    last = (-1, -1)
    for pair in (*same, foot):
        here, there = (last[0] + 1, pair[0]), (last[1] + 1, pair[1])
        if last == (-1, -1) or pair is foot:  # of what stands before and behind all that is shared, only the words next to it
            here, there = (_near(piece, at_end=pair is not foot) for piece in (here, there))
        gap = here[0] < here[1] and there[0] < there[1]
        for equal, mine, theirs in _between(one, other, here, there) if gap else ():
            if equal:
                words += zip(range(*mine), range(*theirs), strict=True)
            else:
                changes.append((mine, theirs))
        words.append(pair)
        last = pair
    return Alignment(tuple(words[:-1]), tuple(changes))


def _near(piece: Piece, *, at_end: bool) -> Piece:
    return (max(piece[0], piece[1] - _LONGEST_GAP), piece[1]) if at_end else (piece[0], min(piece[1], piece[0] + _LONGEST_GAP))


def _between(one: Wording, other: Wording, here: Piece, there: Piece) -> Iterator[tuple[bool, Piece, Piece]]:
    """The pieces that are equal, and the short ones that replace each other beside words that are equal, in a gap between two anchors."""
    if max(here[1] - here[0], there[1] - there[0]) > _LONGEST_GAP:
        return
    codes = SequenceMatcher(None, one.words[slice(*here)], other.words[slice(*there)], autojunk=False).get_opcodes()
    for index, (tag, a0, a1, b0, b1) in enumerate(codes):
        equal = [code[2] - code[1] for code in codes[max(0, index - 1) : index + 2] if code[0] == "equal"]
        beside = sum(equal) + _FIRM * (index == 0 and here[0] > 0) + _FIRM * (index == len(codes) - 1 and here[1] < len(one.words))
        if tag == "equal" or (tag == "replace" and max(a1 - a0, b1 - b0) <= _GAP and beside >= _FIRM):
            yield tag == "equal", (here[0] + a0, here[0] + a1), (there[0] + b0, there[0] + b1)
