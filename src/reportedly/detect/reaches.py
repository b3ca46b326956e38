"""Attributions that reach beyond their clause: over sentences and paragraphs, and headlines that name their source."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Token

from reportedly.detect import sources
from reportedly.detect.actors import kinds, outlet_names
from reportedly.detect.contents import Draft, Range, addressee_of, medium_of
from reportedly.detect.quotations import quoted
from reportedly.detect.speeches import Page

_DASHES = frozenset(("-", "–", "—", "--"))
_TAIL = 14  # tokens that may follow a closing 'X said': 'on Monday in a statement to Reuters'
_CLOSE = 6  # words that may follow a closing '- X said'
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|us|my|My)\b")
_FEW_COMMAS = 400  # a text with fewer commas than one in so many characters lost them on its way
_CLOSING = re.compile(
    r"(?P<content>.{12,}?)(?:\s*[:,]?\s+[-–—]\s+|:\s+)[\"“]?(?P<source>[^\s:.\"”]+(?: [^\s:.\"”]+){0,4})[\"”]?\.?(?:\s*\([^)]*\))?(?:\s*«.*)?$", re.S
)
_OPENING = re.compile(r"(?:[\d. :,-]+ [-–—] )?(?P<source>[^\s:.,\"“]+(?: [^\s:.,\"“]+){0,4}):\s+(?P<content>\S.{12,})$", re.S)


def reaches(page: Page, found: list[Draft]) -> list[Draft]:
    """The drafts with those widened whose cue closes or opens more than its sentence, and new ones for cues that the parse left bare."""
    by_verb = {d.verb.i: d for d in found}
    bare = _missing_commas(page.text)
    for verb in page.speaking:
        draft = by_verb.get(verb.i)
        wider = _dashed(page, verb, draft) or _demonstrative(page, verb, draft) or _block(page, verb, draft) or _tail(page, verb, draft, bare)
        if wider is not None:
            by_verb[verb.i] = wider
    headlines = [_repeated(page, draft, [*by_verb.values()]) for draft in _headlines(page, by_verb)]
    return _leaning(page, [*by_verb.values(), *_published(page), *headlines])


def _missing_commas(text: str) -> bool:
    return text.count(",") * _FEW_COMMAS < len(text)


def _bare_draft(page: Page, verb: Token, source: Range | None, content: list[Range], rule: str) -> Draft:
    words = page.words
    force = words.force.get(verb.lemma_, "speech")
    cue = ((verb.idx, verb.idx + len(verb)),)
    return Draft(verb, source, cue, tuple(content), rule, force, "affirmed", addressee_of(verb), medium_of(verb, words))


def _dashed(page: Page, verb: Token, draft: Draft | None) -> Draft | None:
    """'... . ... - X said.': speech without marks, closed at its end, reaches back to the start of the paragraph."""
    source = sources.subject(verb) or sources.before(verb)
    if source is None:
        return None
    first = min(source[0], verb, key=lambda t: t.i)
    before = verb.doc[first.i - 1] if first.i > 0 else None
    if before is None or before.text not in _DASHES or not _ends_sentence(page, max(source[1], verb, key=lambda t: t.i)):
        return None
    paragraph = page.paragraphs[page.paragraph(verb.idx)]
    if before.idx - paragraph.start < 10 or (draft is not None and any(b > verb.idx for _, b in draft.content)):
        return None
    made = draft or _bare_draft(page, verb, None, [], "closing dash")
    start = max([paragraph.start, *(q.end for q in page.quotes if paragraph.start <= q.start and q.end < before.idx - 2)])
    return replace(made, source=_range(source), content=((start, before.idx),), rule="closing dash")


def _range(words: sources.Words) -> Range:
    return words[0].idx, words[1].idx + len(words[1])


def _ends_sentence(page: Page, last: Token) -> bool:
    """Whether nothing but a time or place follows, and the paragraph ends with that."""
    rest = page.text[last.idx + len(last) : page.paragraphs[page.paragraph(last.idx)].end]
    sentence, *after = re.split(r"[.!?](?:\s|$)", rest, maxsplit=1)
    return len(sentence.split()) <= _CLOSE and not "".join(after).strip()


def _demonstrative(page: Page, verb: Token, draft: Draft | None) -> Draft | None:
    """'This was stated by X', 'X said this in an interview': the content is what stands before."""
    subject = next((t for t in verb.children if t.dep_ in ("nsubjpass", "dobj")), None)
    if subject is None or subject.lower_ != "this" or verb.tag_ not in ("VBD", "VBN") or verb.dep_ in ("xcomp", "pcomp"):
        return None
    if any(t.dep_ in ("ccomp", "xcomp") and t.i > verb.i for t in verb.children):
        return None
    passive = subject.dep_ == "nsubjpass"
    source = sources.agent(verb) if passive else sources.subject(verb)
    if source is None:
        return None
    content = _sentences_before(page, verb)
    if content is None:
        return None
    made = draft or _bare_draft(page, verb, None, [], "demonstrative")
    return replace(made, source=_range(source), content=(content,), rule="demonstrative")


def _published(page: Page) -> Iterator[Draft]:
    """'That is the estimate which X published', 'This is a count by X': the content is what stands before."""
    for noun in page.counts:
        verb = noun.head
        pointer = next((t for t in verb.children if t.dep_ == "nsubj"), None)
        if noun.dep_ != "attr" or verb.lemma_ != "be" or pointer is None or pointer.lower_ not in ("this", "that", "these", "those"):
            continue
        clause = next((t for t in noun.rights if t.dep_ == "relcl"), None)
        by = next((t for t in noun.rights if t.dep_ == "prep" and t.lower_ in ("by", "from")), None)
        named = next((t for t in by.children if t.dep_ == "pobj"), None) if by is not None else None
        source = (named.left_edge, named.right_edge) if named is not None else sources.subject(clause) if clause is not None else None
        content = _sentences_before(page, verb)
        if source is not None and content is not None and source[0].tag_ not in ("WDT", "WP"):
            yield _bare_draft(page, noun, _range(source), [content], "demonstrative")


def _leaning(page: Page, found: list[Draft]) -> list[Draft]:
    """The drafts with each sentence that only breaks down what the one before said: '40 died, X said. Of these, 9 were children.'"""
    drafts = list(found)
    for before, sentence in pairwise(page.doc.sents):
        start, end = sentence.start_char, sentence.end_char
        if not _leans(page, start, end) or page.text.count("\n", before.start_char, start):
            continue
        if any(a < end and b > start for d in drafts for a, b in d.content if d.source is not None):
            continue
        at = next((i for i, d in enumerate(drafts) if _says_most(d, before.start_char, before.end_char)), None)
        if at is not None:
            drafts[at] = replace(drafts[at], content=(*drafts[at].content, (start, end)))
    return drafts


def _leans(page: Page, start: int, end: int) -> bool:
    """Whether a sentence only breaks down or updates the numbers of the one before, by how it begins or what its people are among."""
    words = page.text[start:end].strip()
    return words[:30].lower().startswith(page.words.leaning) or page.words.among.search(words) is not None


def _says_most(draft: Draft, start: int, end: int) -> bool:
    shared = sum(max(0, min(b, end) - max(a, start)) for a, b in draft.content)
    return draft.source is not None and draft.force in ("speech", "evidence") and 2 * shared >= end - start


def _sentences_before(page: Page, verb: Token) -> Range | None:
    """From the start of the paragraph to the sentence of the verb, or the paragraph before where it opens one."""
    at = page.paragraph(verb.idx)
    paragraph = page.paragraphs[at]
    start = verb.sent.start_char
    if start - paragraph.start > 10:
        return paragraph.start, start
    return (page.paragraphs[at - 1].start, page.paragraphs[at - 1].end) if at else None


def _block(page: Page, verb: Token, draft: Draft | None) -> Draft | None:
    """'The minister said:' at the end of a paragraph: the statement follows whole, in paragraphs of its own without marks."""
    at = page.paragraph(verb.idx)
    paragraph = page.paragraphs[at]
    if not paragraph.text.endswith(":") or paragraph.end - verb.idx > 120 or at + 1 >= len(page.paragraphs):
        return None
    if any(paragraph.end < q.start < page.paragraphs[at + 1].end for q in page.quotes):
        return None
    source = sources.subject(verb)
    if source is None:
        return None
    last = at + 1
    if _FIRST_PERSON.search(page.paragraphs[last].text):
        while last + 1 < len(page.paragraphs) and not page.paragraphs[last + 1].text.lower().startswith(page.words.endings):
            last += 1
    made = draft or _bare_draft(page, verb, None, [], "block")
    return replace(made, source=_range(source), content=((page.paragraphs[at + 1].start, page.paragraphs[last].end),), rule="block")


def _tail(page: Page, verb: Token, draft: Draft | None, bare: bool) -> Draft | None:
    """'... the ministry said on Monday.' where the parser saw no clause: all that stands before in the sentence.

    In a text that lost its commas any closing 'X said' counts; else one after a comma.
    """
    stopped = verb.i + 1 < len(verb.doc) and verb.nbor(1).text == ";"  # 'two missiles hit it, the navy said; nobody was hurt'
    behind = stopped and draft is not None and all(a > verb.idx for a, _ in draft.content)
    if draft is not None and not behind and draft.rule in ("clause", "parenthesis", "quotation", "citing", "quoted as saying"):
        return None
    if verb.lemma_ not in page.words.closing or (verb.i + 1 < len(verb.doc) and verb.nbor(1).text == ":"):
        return None
    source = sources.before(verb)
    sentence = verb.sent
    if (
        source is None
        or (sentence.end - verb.i > (2 * _TAIL if bare else _TAIL) and not stopped)
        or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN")
        or source[0].tag_ in ("WP", "WDT")
    ):
        return None
    if any(t.dep_ in ("dobj", "xcomp") for t in verb.rights) and verb.lemma_ not in ("tell", "inform"):
        return None
    start = source[0].i
    comma = start > sentence.start and verb.doc[start - 1].text == ","
    before = verb.doc[sentence.start : start]
    if not (comma or bare) or len(before) < 4 or not any(_is_main(t, verb) for t in before):
        return None
    return _bare_draft(page, verb, _range(source), [(sentence.start_char, source[0].idx)], "tail")


def _is_main(token: Token, verb: Token) -> bool:
    """Whether a token is the verb of a clause of its own, not of one that only leads up to the verb: 'As he left, X said'."""
    if token.tag_ not in ("VBD", "VBZ", "VBP", "MD", "VBN"):
        return False
    up = token
    while up != verb and up.head != up:
        if up.dep_ in ("advcl", "relcl", "acl") and up.head in (verb, verb.head) and up != verb:
            return False
        up = up.head
    return True


def _headlines(page: Page, by_verb: dict[int, Draft]) -> Iterator[Draft]:
    """'Ministry: 20 killed', '20 killed: monitor', '20 killed - RMA': a heading that names its source."""
    breaks = [s.start_char for s in page.doc.sents if not page.text[: s.start_char].rstrip().endswith(":")]
    for start, end in pairwise([*breaks[:3], breaks[3] if len(breaks) > 3 else len(page.text)]):
        text = page.text[start:end].rstrip()
        for pattern, rule in _headline_patterns(page):
            match = pattern.match(text)
            if match is None or not _names_source(page, match["source"], page.text[start + match.end("content") : start + match.start("source")]):
                continue
            source = (start + match.start("source"), start + match.end("source"))
            content = (start + match.start("content"), start + match.end("content"))
            token = next((t for t in page.doc if t.idx >= source[0]), None)
            if token is None or token.i in by_verb or (quoted(page.quotes, source[0]) is not None and rule.endswith("first")):
                continue
            yield Draft(token, source, (source,), (content,), rule)
            break


def _repeated(page: Page, headline: Draft, found: list[Draft]) -> Draft:
    """The headline's draft with each sentence of its paragraph that gives its number of the same things again, and has no source of its own."""
    start, end = headline.content[0]
    told = _counts(page, start, end)
    last = max(end, headline.source[1] if headline.source else 0)
    paragraph = page.paragraphs[page.paragraph(last - 1)]
    after = [s for s in page.doc.sents if s.start_char >= last and s.end_char <= paragraph.end + 1]
    again = [(s.start_char, s.end_char) for s in after if told & _counts(page, s.start_char, s.end_char)]
    sourced = [piece for draft in found if draft.source is not None for piece in draft.content]
    own = [(a, b) for a, b in again if not any(c < b and d > a for c, d in sourced)]
    return replace(headline, content=(*headline.content, *own))


def _counts(page: Page, start: int, end: int) -> set[tuple[str, str]]:
    """The numbers within the offsets, each with the noun that it counts."""
    tokens = page.doc[bisect_left(page.offsets, start) : bisect_left(page.offsets, end)]
    return {(t.lower_, t.head.lemma_.lower()) for t in tokens if t.like_num and t.dep_ == "nummod"}


def _headline_patterns(page: Page) -> Iterator[tuple[re.Pattern[str], str]]:
    yield _CLOSING, "headline: source last"
    yield _OPENING, "headline: source first"
    if _missing_commas(page.text):
        yield _unmarked(page.words.headline, page.words.unled), "headline: source last"


@cache
def _unmarked(words: frozenset[str], unled: frozenset[str]) -> re.Pattern[str]:
    """A headline whose colon was lost with all other marks: 'Shelling Kills 20 Monitor AFP Saturday 26 Apr'."""
    nouns = "|".join(sorted(w.capitalize() for w in words if w.isalpha() and len(w) > 2))
    leads = "".join(f"(?<! {word})" for word in sorted(unled))  # 'sent its Army Monday' names no source
    outlets = "|".join(re.escape(name) for name in sorted(outlet_names(), key=len, reverse=True))
    ends = rf"(?=\.?$| (?:[A-Z]{{2,5}}|{outlets}|[A-Z][a-z]+day)\b)"
    return re.compile(rf"(?P<content>\S.{{12,150}}?){leads} (?P<source>{nouns}){ends}", re.S)


def _names_source(page: Page, words: str, between: str) -> bool:
    """Whether a heading's words may be a source: they end in a noun of sources, are an abbreviation, or a name behind ', -'; no outlet."""
    if words in outlet_names():
        return False
    last = words.split()[-1]
    named = "," in between and len(words.split()) <= 3 and all(w[:1].isupper() for w in words.split())
    return named or last.lower() in page.words.headline or kinds().get(last.lower()) == "organisation" or bool(re.fullmatch(r"[A-Z]{2,6}", words))
