"""Parts of speech, forms and lemmas by the model's own rules, each word looked up once.

spaCy runs each of some 180 patterns over each token, a seventh of its time. All but a few of the patterns look at one token's tag, dependency and
letters alone, so their answer (and the lemma that follows from it) is the same whenever these are: it is asked for once and remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
_SEEN = ("TAG", "DEP", "ORTH")
_GIVEN = ("TAG", "DEP", "POS", "MORPH", "LEMMA")
_READ = {"TAG", "DEP", "LOWER", "IS_SPACE"}  # what a pattern may look at: nothing that _SEEN does not decide
_MOST = 50_000  # rows kept, some 25 MB

_Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What the components say of a token: the row of _GIVEN, and the words behind its forms and lemma, which spaCy forgets after each report."""

    row: _Row
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Annotator:
    """What the ruler and the lemmatizer of a pipeline say, remembered; `phrases` are the ruler's patterns of more than one token."""

    ruler: AttributeRuler
    lemmatizer: EnglishLemmatizer
    phrases: Matcher
    known: dict[_Row, _Said] = field(default_factory=dict)

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set tags, parts of speech, forms and lemmas of parsed docs, as the two components themselves would."""
        for doc in docs:
            if not len(doc):
                continue
            if self.phrases(doc, allow_missing=True):
                self.lemmatizer(self.ruler(doc))
            else:
                said = [self._said(tuple(row)) for row in doc.to_array(list(_SEEN)).tolist()]
                for word in {word for one in said for word in one.words}:
                    doc.vocab.strings.add(word)
                doc.from_array(list(_GIVEN), np.array([one.row for one in said], dtype=np.uint64))  # type: ignore[arg-type]

    def _said(self, seen: _Row) -> _Said:
        if seen not in self.known:
            if len(self.known) >= _MOST:
                self.known.clear()
            tag, dep, word = (self.ruler.vocab.strings[n] for n in seen)
            doc = self.lemmatizer(self.ruler(Doc(self.ruler.vocab, words=[word], tags=[tag], deps=[dep])))
            self.known[seen] = _Said(tuple(doc.to_array(list(_GIVEN))[0].tolist()), (str(doc[0].morph), doc[0].lemma_))
        return self.known[seen]


def annotator(nlp: Language) -> Annotator | None:
    """What stands in for the ruler and the lemmatizer of an English pipeline; None where theirs may look at more than one token and its parse."""
    if not {RULER, LEMMATIZER} <= set(nlp.pipe_names):
        return None
    ruler, lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
    if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer or lemmatizer.mode != "rule":
        return None
    phrases = _phrases(ruler, nlp.vocab)
    return None if phrases is None else Annotator(ruler, lemmatizer, phrases)


def _phrases(ruler: AttributeRuler, vocab: Vocab) -> Matcher | None:
    """The patterns of more than one token; None where one of a single token looks at what _SEEN does not hold."""
    found = Matcher(vocab)
    for pattern in (p for row in ruler.patterns for p in cast("list[list[dict[str, object]]]", row["patterns"])):
        if len(pattern) == 1 and not set(pattern[0]) <= _READ:
            return None
        if len(pattern) > 1:
            found.add(str(len(found)), [pattern])
    return found
