"""Quotations given to their speakers: drafts of attributions joined with what stands in quotation marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from reportedly.detect import sources
from reportedly.detect.actors import kinds
from reportedly.detect.contents import Draft, Range
from reportedly.detect.cues import Cues
from reportedly.detect.quotations import quoted
from reportedly.records import Span
from reportedly.spans import Ordered

_SENTENCE_BREAK = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[A-Z\"“‘'\[(])|\n\s*\n")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Lt|Col|Maj|Capt|Cpl|Sgt|St|Jr|Sr|Prof|Rev|Hon|Adm|Brig|Amb|No|[A-Z])\.$")
_WORD = re.compile(r"\w+")
_GAP = 160  # code points between a quotation and the verb that brings it in
_SIGNATURE = re.compile(r"\s*(?P<dash>[-–—―]{1,2})\s*(?P<name>[A-Z][^\s\d.,!?:;\"“”]*(?:,? [^\s\d,!?:;\"“”]+){0,7}?(?<!\.))\.?[^\S\n]*(?=\n|$)")
_NAME_GAP = 5  # words between a quotation and the verb that can only be a name
_SCARE_WORDS = 3  # a quotation of so few words without a cue beside it is no speech


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of what a verb holds."""

    span: Span
    verb: int  # its token


@dataclass(frozen=True, slots=True)
class Page:
    """A report's words, laid out for finding who speaks a quotation."""

    text: str
    doc: Doc
    quotes: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    offsets: tuple[int, ...]  # of the tokens
    verbs: tuple[Token, ...]  # that can bring in a quotation, outside every quotation
    verb_offsets: tuple[int, ...]
    speaking: tuple[Token, ...]  # verbs that take a clause of speech, inside quotations too
    words: Cues
    counts: tuple[Token, ...] = ()  # nouns for what somebody who counts comes to

    def paragraph(self, at: int) -> int:
        """The index of the paragraph that holds the offset."""
        return max(0, bisect_right(self.paragraphs, at, key=lambda p: p.start) - 1)


def page(text: str, doc: Doc, quotes: tuple[Span, ...], paragraphs: tuple[Span, ...], tokens: Iterable[Token], words: Cues) -> Page:
    """The page of a report; `tokens` are its cue tokens."""
    speaking = tuple(t for t in tokens if t.pos_ == "VERB" and t.lemma_ in words.clause and words.force.get(t.lemma_, "speech") == "speech")
    verbs = tuple(t for t in tokens if t.pos_ in ("VERB", "AUX") and _brings_in(t, words) and quoted(quotes, t.idx) is None)
    counts = tuple(t for t in tokens if t.pos_ == "NOUN" and t.lemma_ in words.counts | words.tolls)
    return Page(text, doc, quotes, paragraphs, tuple(t.idx for t in doc), verbs, tuple(v.idx for v in verbs), speaking, words, counts)


def _brings_in(verb: Token, words: Cues) -> bool:
    """Whether a verb can bring in a quotation: by its meaning, or in 'as X puts it'."""
    if verb.lemma_ in words.quote:
        return True
    children = {t.dep_: t.lower_ for t in verb.children} if verb.lemma_ in words.as_it else {}
    return children.get("mark") == "as" and children.get("dobj") == "it"


def join(page: Page, found: list[Draft]) -> list[Draft]:
    """The drafts with every quotation given to the attribution that it belongs to, and new ones for quotations that grammar gave to none."""
    drafts: dict[int, Draft] = {}
    for draft in found:
        clipped = _clipped(page, draft)
        if clipped is not None and not (draft.rule == "relay" and draft.verb.i in drafts):
            drafts[draft.verb.i] = clipped
    held = Ordered((_Part(Span(a, b, ""), d.verb.i) for d in drafts.values() for a, b in d.content))
    speaker: int | None = None  # the verb that the quotation before belongs to
    for index, quote in enumerate(page.quotes):
        signed = _signed(page, quote)
        if signed is not None:
            drafts[signed.verb.i] = signed
            continue
        verb = _owner(page, drafts, held, index, speaker)
        if verb is None:
            speaker = speaker if _runs_on(page, index) else None
            continue
        drafts[verb.i] = _extended(drafts.get(verb.i) or _spoken(page, verb, quote), quote)
        speaker = verb.i
    return [_spoken_only(page, d) for d in drafts.values() if d.content]


def _signed(page: Page, quote: Span) -> Draft | None:
    """'"..." - Anna Dorvik, mayor' at the end of a line: the name behind the dash signs the whole line."""
    match = _SIGNATURE.match(page.text, quote.end)
    if match is None or len(_WORD.findall(quote.text)) <= _SCARE_WORDS:
        return None
    first = max(0, bisect_right(page.offsets, match.start("dash")) - 1)
    words = [t for t in page.doc[first : bisect_left(page.offsets, match.end("name"))] if t.idx >= match.start("name")]
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words) or not any(t.pos_ == "PROPN" or t.lemma_.lower() in kinds() for t in words):
        return None
    return Draft(page.doc[first], match.span("name"), (match.span("dash"),), ((quote.start, quote.end),), "signature")


def _spoken_only(page: Page, draft: Draft) -> Draft:
    """A draft whose verb stands right beside a quotation speaks that quotation, not what else the parser hung on the verb."""
    if draft.source is None or not draft.content:
        return draft
    edge = min(draft.source[0], draft.verb.idx)
    at = bisect_left(page.quotes, edge - 3, key=lambda q: q.end)
    beside = page.quotes[at] if at < len(page.quotes) and page.quotes[at].end <= edge else None
    if beside is None or beside.text.rstrip("\"”’'»“")[-1:] not in ",?!—-…":
        return draft
    kept: list[Range] = []
    for a, b in draft.content:
        inside = [q for q in page.quotes if q.start < b and q.end > a]
        if b <= edge and inside and a < beside.start and _is_other(page.text[a : beside.start]):
            kept.append((beside.start, beside.end))
        elif inside or b <= edge:
            kept.append((a, b) if a < edge else (inside[0].start, inside[-1].end))
    return replace(draft, content=tuple(kept)) if kept else draft


def _is_other(lead: str) -> bool:
    """Whether the words before a quotation are the report's own: they end with a colon, a comma after speech, or hold a whole sentence."""
    return lead.rstrip().endswith(":") or _breaks(lead) > 0


def _clipped(page: Page, draft: Draft) -> Draft | None:
    """A cue inside a quotation reaches no further than its marks."""
    inside = quoted(page.quotes, draft.verb.idx)
    if inside is None:
        return draft
    quote = page.quotes[inside]
    content = tuple((max(a, quote.start), min(b, quote.end)) for a, b in draft.content if a < quote.end and b > quote.start)
    return replace(draft, content=content) if content else None


def _extended(draft: Draft, quote: Span) -> Draft:
    """The draft with the quotation in its content, joined to the pieces that it touches."""
    start, end = quote.start, quote.end
    kept: list[Range] = []
    for a, b in draft.content:
        if a <= end and b >= start:
            start, end = min(a, start), max(b, end)
        else:
            kept.append((a, b))
    return replace(draft, content=tuple(sorted([*kept, (start, end)])))


def _spoken(page: Page, verb: Token, quote: Span) -> Draft:
    if verb.text == ":":
        source, rule = sources.named_before(verb), "named colon"
    elif verb.idx >= quote.end:
        source, rule = _said_by(verb, quote), "quotation"
    else:
        source, rule = sources.subject(verb) or sources.after(verb), "quotation"
    span = (source[0].idx, source[1].idx + len(source[1])) if source else None
    return Draft(verb, span, ((verb.idx, verb.idx + len(verb)),), (), rule, page.words.force.get(verb.lemma_, "speech"))


def _owner(page: Page, drafts: dict[int, Draft], held: Ordered[_Part], index: int, speaker: int | None) -> Token | None:
    quote = page.quotes[index]
    near = [drafts[verb] for verb in dict.fromkeys(part.verb for part in held.overlapping(_touched(quote)))]
    holder = _replying(page, quote) or _holder(near, quote)
    if holder is not None:
        return holder
    few = len(_WORD.findall(quote.text)) <= _SCARE_WORDS
    return (
        _named_colon(page, quote)
        or _naming(near, quote)
        or _verb_after(page, index)
        or _verb_before(page, index, few)
        or (None if few else _colon(page, quote))
        or _continued(page, index, speaker)
    )


def _replying(page: Page, quote: Span) -> Token | None:
    """'Asked what it would cost, X replied: "..."': the verb with its subject right before the colon, whatever the parser hung it on."""
    at = bisect_left(page.verb_offsets, quote.start) - 1
    verb = page.verbs[at] if at >= 0 else None
    if verb is None or page.text[verb.idx + len(verb) : quote.start].strip() != ":" or sources.subject(verb) is None:
        return None
    return verb


def _naming(near: list[Draft], quote: Span) -> Token | None:
    """'called the handling of the files "careless"': the verb that names what stands right before the quotation."""
    beside = (d.verb for d in near if d.rule == "naming" and any(0 <= quote.start - b <= 1 for _, b in d.content))
    return next(beside, None)


def _named_colon(page: Page, quote: Span) -> Token | None:
    """'Anna Dorvik, mayor: "..."': the colon behind a name that opens its line or follows a full stop."""
    if not page.text[: quote.start].rstrip(" \u00a0").endswith(":"):
        return None
    colon = next((t for t in reversed(page.doc[: bisect_left(page.offsets, quote.start)]) if not t.is_space), None)
    named = sources.named_before(colon) if colon is not None and colon.text == ":" else None
    return colon if named is not None and quoted(page.quotes, named[0].idx) is None else None


def _colon(page: Page, quote: Span) -> Token | None:
    """'X sent the envoy a blunt message: "..."', 'X issued a statement, "..."': the verb of the clause before, whatever it means."""
    before = page.text[: quote.start].rstrip()
    at = bisect_left(page.offsets, quote.start) - 1
    while at > 0 and page.doc[at].is_space:
        at -= 1
    if not before.endswith(":") and not (before.endswith(",") and page.doc[at - 1].lemma_.lower() in page.words.media):
        return None
    for token in reversed(page.doc[max(0, at - 40) : at + 1]):
        if token.i < at and (token.text in ".?!" or quoted(page.quotes, token.idx) is not None):
            return None
        if (
            token.pos_ in ("VERB", "AUX")
            and token.tag_ in ("VBD", "VBZ", "VBP")
            and any(t.dep_ == "nsubj" and t.tag_ not in ("WP", "WDT") for t in token.children)
        ):
            return token
    return None


def _holder(near: list[Draft], quote: Span) -> Token | None:
    """The verb whose content already shares words with the quotation, the smallest first."""
    outside = (d for d in near if not quote.start <= d.verb.idx < quote.end)
    sharing = [d for d in outside if any(a < quote.end and b > quote.start for a, b in d.content)]
    smallest = min(sharing, key=lambda d: sum(b - a for a, b in d.content), default=None)
    return smallest.verb if smallest is not None else None


def _touched(quote: Span) -> Span:
    """The quotation with the characters before it that `_naming` asks for."""
    return Span(max(0, quote.start - 2), quote.end, quote.text)


def _verb_after(page: Page, index: int) -> Token | None:
    """'"...," X said': the next verb, in the same sentence, with nothing but its subject in between."""
    quote = page.quotes[index]
    if quote.text.rstrip("\"”’'»").endswith((".", "…")) and not page.text[quote.end : quote.end + 2].lstrip().startswith(","):
        return None
    at = bisect_left(page.verb_offsets, quote.end)
    verb = page.verbs[at] if at < len(page.verbs) else None
    if quote.text.rstrip("\"”’'»“")[-1:] == "," and (verb is None or verb.idx - quote.end > 60):
        verb = _any_verb(page, quote) or verb
    if verb is None:
        return None
    gap = page.text[quote.end : verb.idx]
    following = page.quotes[index + 1].start if index + 1 < len(page.quotes) else len(page.text)
    if len(gap) > _GAP or following < verb.idx or "\n" in gap or _breaks(gap):
        return None
    closed = quote.text.rstrip("\"”’'»“")[-1:] in (",", "?", "!") or len(gap.split()) <= _NAME_GAP
    source = _said_by(verb, quote) if closed else sources.subject(verb)
    if source is None or source[0].idx < quote.end or _tells(page, quote.end, min(verb.idx, source[0].idx)):
        return None
    few = len(_WORD.findall(quote.text)) <= _SCARE_WORDS
    return None if few and _WORD.search(page.text, quote.end, min(verb.idx, source[0].idx)) else verb


def _tells(page: Page, start: int, end: int) -> bool:
    """Whether a sentence's own verb stands between the offsets: then what is quoted before is its part, not somebody's speech."""
    words = page.doc[bisect_left(page.offsets, start) : bisect_left(page.offsets, end)]
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)


def _said_by(verb: Token, quote: Span) -> sources.Words | None:
    """Who says it where the verb stands behind the quotation: its subject, unless the parser found that before; else the words around."""
    source = sources.subject(verb)
    return source if source is not None and source[0].idx >= quote.end else sources.between(quote.end, verb) or sources.after(verb)


def _any_verb(page: Page, quote: Span) -> Token | None:
    """The next verb, of whatever meaning, after a quotation that ends in a comma: '"...," X shot back'."""
    at = bisect_left(page.offsets, quote.end)
    for token in page.doc[at : at + 9]:
        if token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ"):
            return token
    return None


def _verb_before(page: Page, index: int, few: bool) -> Token | None:
    """'X said: "..."', 'X said, "..."', 'X said in a statement that "..."'."""
    quote = page.quotes[index]
    at = bisect_left(page.verb_offsets, quote.start) - 1
    if at < 0:
        return None
    verb = page.verbs[at]
    gap = page.text[verb.idx + len(verb) : quote.start]
    bare = gap.strip()
    if len(gap) > _GAP or _breaks(gap.rstrip()) or ("\n" in gap and not bare.endswith(":")):
        return None
    if bare.endswith((":", ",")) or not bare:
        return verb
    return verb if not few and quote.text[1:2].isupper() else None


def _continued(page: Page, index: int, speaker: int | None) -> Token | None:
    """'"...," X said. "..."', and a quotation that runs on in the next paragraph."""
    if speaker is None or index == 0:
        return None
    quote, before = page.quotes[index], page.quotes[index - 1]
    at, was = page.paragraph(quote.start), page.paragraph(before.start)
    if at == was:
        verb = page.doc[speaker]
        between = page.text[max(before.end, min(verb.idx, quote.start)) : quote.start]
        return verb if _starts_sentence(page, quote) and _breaks(between + "A") <= 1 else None
    return page.doc[speaker] if _runs_on(page, index) or _stands_alone(page, at, was) else None


def _stands_alone(page: Page, at: int, was: int) -> bool:
    """Whether a paragraph is nothing but quotations, right after the one in which the speaker spoke."""
    paragraph = page.paragraphs[at]
    inside = sum(len(q.text) for q in page.quotes if paragraph.start <= q.start < paragraph.end)
    return at == was + 1 and inside >= 0.95 * len(paragraph.text)


def _breaks(words: str) -> int:
    """How many sentences end within the words; 'Mr.' and initials end none."""
    return sum(1 for m in _SENTENCE_BREAK.finditer(words) if not _ABBREVIATION.search(words[: m.start() + 1]))


def _starts_sentence(page: Page, quote: Span) -> bool:
    before = page.text[: quote.start].rstrip()[-2:]
    return before[-1:] in '.!?…"”' or before[-1:] == "\n"


def _runs_on(page: Page, index: int) -> bool:
    """Whether the quotation before, in the paragraph before, was left open."""
    if index == 0:
        return False
    quote, before = page.quotes[index], page.quotes[index - 1]
    at, was = page.paragraph(quote.start), page.paragraph(before.start)
    opens = quote.start == page.paragraphs[at].start
    return at == was + 1 and opens and before.end == page.paragraphs[was].end and before.text[-1] not in "\"”»'’"
