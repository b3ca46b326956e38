"""A report as one parsed document whose token offsets are the report's own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from reportedly.detect.models import Model
from reportedly.records import Report, Span
from reportedly.spans import span, trimmed

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\n\s*")
# One for one, so that offsets hold: what the tokenizer would stumble over.
_RUN = re.compile(r"([^\w\s])\1{99,}")  # of one sign: 6,000 brackets take the tokenizer minutes
LONGEST = 3000  # characters of one piece: no paragraph of the news is longer, and what is would be one sentence of any length
_ENDS = (re.compile(r".*[.!?][\"'”’»)]*\s", re.S), re.compile(r".*\s", re.S))  # where a piece that is too long is cut
_PLAIN = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2060\u200b\ufeff\r\t", " "))
# 'SEOUL, South Korea - ', 'BEIRUT (Reuters) - ', 'Beirut (AFP) - ': no subject of the sentence behind it.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3}(?:[,/] ?[A-Z][\w.'’ ]{1,30}?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?(?: ?\([^()\n]{2,30}\))?"
    r"|[A-Z][\w'’]+(?:[ ,]+[A-Z][\w'’]+){0,3} ?\([A-Z][\w .]{1,20}\)) ?(?:--|[—–-]) ?(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A report, its paragraphs, and one spaCy Doc over the whole: `token.idx` is an offset into `report.text`.

    `doc.text` has the length of `report.text` but plain white space, and white space for a head; words for records come from `span_of`.
    Sentences never cross a paragraph.
    """

    report: Report
    paragraphs: tuple[Span, ...]
    doc: Doc
    parsed: bool  # False in rules-only mode: no dependencies, tags or entities at all

    def span_of(self, words: "Words | Token") -> Span:
        """The report's span under spaCy tokens, without white space at its ends."""
        if isinstance(words, Token):
            return span(self.report.text, words.idx, words.idx + len(words))
        return trimmed(self.report.text, max(words.start_char, self.report.body), words.end_char)


def paragraphs_of(text: str, body: int = 0) -> tuple[Span, ...]:
    """The paragraphs of a text from the offset `body` on, without white space at their ends.

    A line break ends a paragraph; in a text wrapped at a fixed width (old agency copy) only a blank line does.
    """
    breaks = _BLANK_LINES if _is_wrapped(text) else _LINE_BREAK
    found, start = [], body
    for match in breaks.finditer(text, body):
        found.append(trimmed(text, start, match.start()))
        start = match.end()
    found.append(trimmed(text, start, len(text)))
    return tuple(p for p in found if p.text)


def _is_wrapped(text: str) -> bool:
    """Whether most lines that run into the next are of one width and stop in mid-sentence."""
    lines = text.split("\n")
    inner = [line.rstrip() for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 3 or max(map(len, inner)) > 110:
        return False
    return sum(line[-1] not in ".!?:\"”'’" for line in inner) >= 0.6 * len(inner)


def parse(report: Report, model: Model) -> Document:
    """The report parsed by the model, paragraph by paragraph, in one batch of its own (so that one report always gives one parse)."""
    view = " " * report.body + report.text[report.body :].translate(_PLAIN).replace("\n", " ")
    view = _RUN.sub(lambda run: " " * len(run[0]), view)
    paragraphs = paragraphs_of(report.text, report.body)
    datelines = (match.end() for p in paragraphs if (match := _DATELINE.match(view, p.start, p.end)))
    # what stands before the first is a piece of its own, and so is a dateline
    bounds = sorted({0, *(p.start for p in paragraphs), *datelines, len(view)}) if view else [0, 0]
    pieces = [piece for a, b in pairwise(bounds) for piece in _cut(view[a:b])]
    docs = model.docs(pieces)
    # One piece alone is made anew too where no parser has: where spaCy's tokenizer joins signs (two apostrophes) it moves the tokens behind them
    # but not the borders of their subtrees, and looking for a token's children then reads outside the document, until the process dies.
    anew = len(docs) > 1 or not model.parses
    doc = Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor"]) if anew else docs[0]  # type: ignore[call-arg]
    return Document(report, paragraphs, doc, model.parses)


def _cut(piece: str) -> Iterator[str]:
    """The piece in parts of no more than LONGEST characters, cut behind its sentences, else between its words."""
    while len(piece) > LONGEST:
        found = next((match.end() for end in _ENDS if (match := end.match(piece, 0, LONGEST))), LONGEST)
        yield piece[:found]
        piece = piece[found:]
    yield piece
