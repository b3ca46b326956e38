"""Named entities by the model's own weights: the recogniser's greedy choice for a whole report at once.

spaCy goes token by token and asks of each of its 74 moves whether it is allowed, which takes longer than the network itself. Outside an entity,
though, a token's scores do not hang on what was chosen before, and inside one there are but two moves: it goes on, or it ends here. So the scores
outside are taken in one go, every entity that could begin is followed to its end, all side by side, and one walk over the text keeps those that do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.tokens import Span as Words

RECOGNISER = "ner"
_LOOKS_AT = 3  # what the network of the published pipelines looks at: the token, the entity's first token, the token before (-1: outside)

_Flags = npt.NDArray[np.bool_]
_Indices = npt.NDArray[np.intp]
_Scores = npt.NDArray[np.float32]


class _Layer(Protocol):
    def predict(self, X: npt.NDArray[np.generic]) -> _Scores: ...  # noqa: N803 (spaCy's name)


class _Network(Protocol):
    """The recogniser's network for the docs that it has read (spaCy's ParserStepModel): features of a state, then a score for each move."""

    state2vec: _Layer
    vec2scores: _Layer


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of several docs in one row: where each doc starts, behind which tokens no entity goes on, and which are white space."""

    starts: _Indices
    closing: _Flags
    space: _Flags


def is_greedy(nlp: Language) -> bool:
    """Whether `recognise` can stand in for the pipeline's recogniser of entities, and nothing else sets any."""
    if RECOGNISER not in nlp.pipe_names or "entity_ruler" in nlp.pipe_names:
        return False
    found = nlp.get_pipe(RECOGNISER)
    if not isinstance(found, EntityRecognizer) or found.cfg["beam_width"] != 1 or found.model.attrs.get("unseen_classes"):
        return False
    return bool(found.model.attrs["has_upper"] and found.model.get_ref("lower").get_dim("nF") == _LOOKS_AT)


def recognise(docs: Sequence[Doc], recogniser: EntityRecognizer) -> None:
    """Set the entities of docs that the other components have been through, as the recogniser itself would."""
    docs = [doc for doc in docs if len(doc)]
    if not docs:
        return
    tokens, found = _tokens(docs), [list[Words]() for _ in docs]
    moves = [recogniser.moves.get_class_name(n) for n in range(recogniser.moves.n_moves)]
    for first, last, label in _entities(tokens, recogniser.model.predict(docs), moves):
        n = int(np.searchsorted(tokens.starts, first, side="right")) - 1
        start = int(tokens.starts[n])
        found[n].append(Words(docs[n], first - start, last + 1 - start, label=label))
    for doc, entities in zip(docs, found, strict=True):
        doc.set_ents(entities, default="outside")


def _tokens(docs: Sequence[Doc]) -> _Tokens:
    lengths = [len(doc) for doc in docs]
    starts = np.cumsum([0, *lengths[:-1]], dtype=np.intp)
    begins = np.concatenate([doc.to_array("SENT_START") for doc in docs]) == 1
    begins[starts] = True
    return _Tokens(starts, np.append(begins[1:], True), np.concatenate([doc.to_array("IS_SPACE") for doc in docs]).astype(bool))


def _entities(tokens: _Tokens, step: _Network, moves: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First token, last token and label of every entity, in order; `moves` are named as spaCy names them: 'B-GPE', 'O'."""
    kinds = np.array([move[0] for move in moves])
    outside = np.full(len(tokens.space), -1)
    scores = _scores(step, np.arange(len(outside)), outside, outside)
    scores[:, np.isin(kinds, ("I", "L")) | np.array([move == "U-" for move in moves])] = -np.inf  # 'U-' blocks a token
    scores[np.ix_(tokens.space, np.isin(kinds, ("B", "U")))] = -np.inf
    scores[np.ix_(tokens.closing, kinds == "B")] = -np.inf
    chosen = scores.argmax(axis=1)
    last = np.where(kinds[chosen] == "U", np.arange(len(chosen)), -1)
    begins = np.flatnonzero(kinds[chosen] == "B")
    last[begins] = _ends(tokens, step, begins, [moves[c][2:] for c in chosen[begins]], {m: i for i, m in enumerate(moves)})
    free = 0
    for first in np.flatnonzero(last >= 0).tolist():
        if first >= free:
            yield first, int(last[first]), moves[chosen[first]][2:]
            free = last[first] + 1


def _ends(tokens: _Tokens, step: _Network, first: _Indices, labels: Sequence[str], index: dict[str, int]) -> _Indices:
    """The last token of the entity that would begin at each of `first`."""
    goes_on, stops = (np.array([index[f"{kind}-{label}"] for label in labels], dtype=np.intp) for kind in "IL")
    last, open_, at = first.copy(), np.arange(len(first)), first + 1
    while open_.size:
        scores = _scores(step, at, first[open_], at - 1)
        row = np.arange(open_.size)
        stays = (scores[row, goes_on[open_]] >= scores[row, stops[open_]]) & ~tokens.closing[at]
        last[open_[~stays]] = at[~stays]
        open_, at = open_[stays], at[stays] + 1
    return last


def _scores(step: _Network, token: _Indices, first: _Indices, before: _Indices) -> _Scores:
    """A row of scores for each state, a column for each move."""
    return step.vec2scores.predict(step.state2vec.predict(np.stack([token, first, before], axis=1).astype(np.int32)))
