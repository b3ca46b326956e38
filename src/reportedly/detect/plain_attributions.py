"""Attributions without a parse: quotation marks beside a cue and a name, 'X said that ...' and 'according to X', by patterns alone."""

import re
from collections.abc import Iterator
from functools import cache

from reportedly.detect.cues import cues
from reportedly.detect.documents import Document
from reportedly.detect.quotations import quotations
from reportedly.records import Attribution, Span
from reportedly.spans import trimmed

_NAME = r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Ii]ts)\s+)?(?:[\w.’'-]+\s+){0,4}?[\w.’'-]*\w"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)"
_FORMS = {"say": "said|says|say", "tell": "told|tells", "write": "wrote|writes", "deny": "denied|denies", "report": "reported|reports"}


@cache
def _verbs() -> str:
    """The closing verbs of the lexicon in the forms that news uses: past and present."""
    forms = []
    for lemma in sorted(cues().closing | {"deny", "warn"}):
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        forms.append(_FORMS.get(lemma) or rf"{re.escape(stem)}(?:ed|es|s)|{re.escape(lemma)}s")
    return "(?:" + "|".join(forms) + ")"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    source = rf"(?P<source>{_PRONOUN}|{_NAME})"
    cue = rf"(?P<cue>(?:has |have |also )*{_verbs()})\b"
    rest = r"(?:\s+(?:on|in|at|to|late|earlier|yesterday|today|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\b[^.;:]{0,60})?"
    return (
        ("plain: according to", re.compile(r"^(?P<cue>[Aa]ccording to)\s+(?P<source>[^,]{2,80}),\s+(?P<content>.{8,})$", re.S)),
        ("plain: according to", re.compile(r"^(?P<content>.{8,}?),?\s+(?P<cue>according to)\s+(?P<source>[^,;.]{2,80})[.,]?", re.S)),
        ("plain: that", re.compile(rf"^{source}\s+{cue}{rest}\s+(?P<content>that\s.{{6,}})$", re.S)),
        ("plain: closing", re.compile(rf"^(?P<content>.{{10,}}),\s+{source}\s+{cue}{rest}[.]?$", re.S)),
    )


def plain_attributions(document: Document) -> tuple[Attribution, ...]:
    """The attributions that patterns alone give, in order; far fewer than with a parse."""
    text = document.report.text
    found: list[Attribution] = []
    taken: list[Span] = []
    for quote in quotations(text, document.paragraphs):
        made = _quoted(text, quote)
        if made is not None:
            found.append(made)
            taken.append(quote)
    for sentence in document.doc.sents:
        span = trimmed(text, sentence.start_char, sentence.end_char)
        if not any(q.start < span.end and span.start < q.end for q in taken):
            found.extend(_sentence(text, span))
    return tuple(sorted(found, key=lambda a: (a.cue[0].start, a.content[0].start)))


def _sentence(text: str, sentence: Span) -> Iterator[Attribution]:
    for rule, pattern in _patterns():
        match = pattern.match(sentence.text[:2000])
        if match is None:
            continue
        source, cue, content = (trimmed(text, sentence.start + match.start(g), sentence.start + match.end(g)) for g in ("source", "cue", "content"))
        if source.text and content.text:
            yield Attribution((source,), (cue,), (content,), "indirect", None, rule)
            return


def _quoted(text: str, quote: Span) -> Attribution | None:
    """A quotation with 'X said' right behind or before it, or 'said X' behind it."""
    after, before = text[quote.end : quote.end + 120], text[max(0, quote.start - 120) : quote.start]
    name = rf"(?P<source>{_PRONOUN}|{_NAME})"
    behind = re.match(rf",?\s*(?:{name}\s+(?P<cue>{_verbs()})\b)", after) or re.match(
        rf",?\s*(?P<cue>{_verbs()})\s+(?P<source>{_NAME})(?=[.,;]|$)", after
    )
    ahead = re.search(rf"(?:^|[.!?]\s+|\n){name}\s+(?P<cue>{_verbs()})\b[^.!?\n]{{0,30}}[:,]?\s*$", before)
    match, offset = (behind, quote.end) if behind else (ahead, max(0, quote.start - 120))
    if match is None:
        return None
    source = trimmed(text, offset + match.start("source"), offset + match.end("source"))
    cue = trimmed(text, offset + match.start("cue"), offset + match.end("cue"))
    return Attribution((source,), (cue,), (quote,), "direct", None, "plain: quotation") if source.text else None
