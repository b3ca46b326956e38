"""Actors: words that name a person, an office, an organisation, an outlet or a source without a name."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span as Words
from spacy.tokens import Token

from reportedly import lexicons
from reportedly.detect.documents import Document
from reportedly.lexicons.alternatives import either
from reportedly.records import ActorKind, ActorMention, Span
from reportedly.spans import trimmed

_INNER = frozenset(("compound", "amod", "nmod", "poss", "nummod"))
_NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|(?:al|el|de|bin|van|von|of|for)(?= [A-Z]))(?:[ ](?:[A-Z][\w.’'-]*|(?:al|el|de|bin|van|von|of|for)(?= [A-Z])))*"
)
_OUTLET_ENDING = re.compile(
    r"\b(?:News|News Agency|TV|Television|Radio|Newspaper|Channel|Times|Post|Herald|Tribune|Gazette|Journal|Chronicle|Courier)$"
)
_TITLE = re.compile(r"^(?:the\s+|an?\s+)?", re.I)


def actors(document: Document) -> tuple[ActorMention, ...]:
    """The actors mentioned in a report, in order; a mention's span is its name, or for a common noun the phrase up to a comma or a clause.

    Outlets are found by name everywhere; the rest by the parse. Without a parse only outlets and capitalised names are given, the latter as
    persons where a known title stands before them, else as organisations.
    """
    text = document.report.text
    found = {m.span.start: m for m in (*_holders_in(text), *outlets_in(text))}
    for mention in _parsed(document) if document.parsed else _plain(text):
        known = found.get(mention.span.start)
        longer = known is not None and mention.span.end > known.span.end and mention.kind in ("person", "office", "organisation")
        if known is None or longer or (mention.kind == known.kind == "person" and mention.span == known.span):
            found[mention.span.start] = mention
    for mention in tuple(found.values()):
        if mention.kind == "person" and " " in mention.span.text:
            found.update({m.span.start: m for m in _again(text, mention) if m.span.start not in found})
    return tuple(found[start] for start in sorted(found))


def _again(text: str, mention: ActorMention) -> Iterator[ActorMention]:
    """The other places where a text has a person's full name, which the model may have passed over."""
    name = mention.span.text
    at = text.find(name)
    while at >= 0:
        yield ActorMention(Span(at, at + len(name), name), "person", mention.head)
        at = text.find(name, at + len(name))


def outlets_in(text: str) -> Iterator[ActorMention]:
    """The outlets of the lexicon that a text names."""
    for match in _outlet_pattern().finditer(text):
        yield ActorMention(Span(match.start(), match.end(), match.group()), "outlet", outlet_names()[match.group()])


@cache
def outlet_names() -> dict[str, str]:
    """The outlets' names by each way that reports write them."""
    return {alias: name for name, aliases in lexicons.table("outlets")["outlets"].items() for alias in (name, *aliases)}


@cache
def _outlet_pattern() -> re.Pattern[str]:
    names = sorted(outlet_names(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + either((n, re.escape(n)) for n in names) + r")(?![\w-])")


@cache
def kinds() -> dict[str, ActorKind]:
    """The kind of actor that a common noun names, by lemma."""
    nouns = lexicons.table("en/sources")["nouns"]
    order: tuple[tuple[str, ActorKind], ...] = (
        ("document", "unnamed"),
        ("unnamed", "unnamed"),
        ("organisation", "organisation"),
        ("outlet", "outlet"),
        ("office", "office"),
    )
    return {noun: kind for group, kind in order for noun in nouns[group].split()}


def _holders_in(text: str) -> Iterator[ActorMention]:
    """The office holders of the lexicon that a text names, with the first names before the surname."""
    for match in _holder_pattern().finditer(text):
        yield ActorMention(Span(match.start(), match.end(), match.group()), "person", match.group().split()[-1])


@cache
def _holder_pattern() -> re.Pattern[str]:
    names = set()
    for row in lexicons.table("offices")["holder"]:
        first = row["name"].split()[0]
        names |= {re.escape(row["name"])} | {form for s in map(re.escape, row["spellings"]) for form in (s, rf"{re.escape(first)}\s+{s}")}
    return re.compile(r"(?<![\w-])(?:" + either((n, n) for n in sorted(names, key=lambda n: (-len(n), n))) + r")(?![\w-])")


def _parsed(document: Document) -> Iterator[ActorMention]:
    doc = document.doc
    named: set[int] = set()
    for entity in doc.ents:
        if entity.label_ not in ("PERSON", "ORG") or all(t.text in _ranks() for t in entity):
            continue
        root = entity.root
        if entity.label_ == "ORG" and (root.dep_ in _INNER or (root.lemma_.lower() in kinds() and root.i >= entity.end)):
            continue
        if entity.label_ == "PERSON" and _modifies(entity):
            continue
        named.update(range(entity.start, entity.end))
        is_person = entity[0].text in _ranks() or (
            entity.label_ == "PERSON" and not {kinds().get(entity[-1].lower_), kinds().get(root.lower_)} & {"organisation", "outlet"}
        )
        yield _person(document, entity) if is_person else _organisation(document, entity)
    words = kinds()
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in named or token.dep_ in _INNER:
            continue
        kind = words.get(token.lemma_.lower())
        if kind is not None:
            yield _common(document, token, kind)


def _modifies(entity: Words) -> bool:
    """Whether a name only tells which: 'Dorvik officials'; a full name before its office ('Ivo Dorvik head of ...') is a person."""
    root = entity.root
    if root.dep_ not in _INNER or root.head.pos_ != "NOUN" or root.head.i < entity.end:
        return False
    return len(entity) < 2 or root.head.tag_ == "NNS" or root.dep_ == "poss"


def _person(document: Document, entity: Words) -> ActorMention:
    text = document.report.text
    start = next((t.idx for t in entity if t.text not in _ranks()), entity.start_char)  # 'Capt. Petro Melnyk'
    end = entity.end_char
    for ending in ("'s", "’s"):
        if text[entity.start_char : end].endswith(ending):
            end -= 2
    span = trimmed(text, start, end)
    return ActorMention(span, "person", span.text.split()[-1] if span.text else "", _role(document, entity), _is_subject(entity.root))


@cache
def _ranks() -> frozenset[str]:
    return frozenset(lexicons.table("en/sources")["ranks"]["abbreviated"])


def _is_subject(token: Token) -> bool:
    """Whether a noun, or what it stands beside, is the subject of a sentence's main verb."""
    while token.dep_ == "appos":
        token = token.head
    verb = token.head
    return token.dep_ == "nsubj" and (verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.i < verb.head.i))


def _role(document: Document, entity: Words) -> str | None:
    """The title before a person's name, else the description after it."""
    root = entity.root
    before = document.doc[root.left_edge.i : entity.start]
    if len(before) and any(t.lemma_.lower() in kinds() for t in before):
        return _TITLE.sub("", document.span_of(before).text) or None
    for child in root.children:
        if child.dep_ == "appos" and child.lemma_.lower() in kinds():
            return _TITLE.sub("", _common(document, child, "office").span.text)
    return None


def _organisation(document: Document, entity: Words) -> ActorMention:
    owner = next((t for t in entity.root.lefts if t.dep_ == "poss" and t.i < entity.start), None)
    span = document.span_of(document.doc[owner.left_edge.i : entity.end] if owner is not None else entity)
    if span.text.endswith(("'s", "’s")):
        span = trimmed(document.report.text, span.start, span.end - 2)
    kind: ActorKind = "outlet" if span.text in outlet_names() or _OUTLET_ENDING.search(span.text) else "organisation"
    return ActorMention(span, kind, span.text, subject=_is_subject(entity.root))


def _common(document: Document, noun: Token, kind: ActorKind) -> ActorMention:
    """A phrase headed by a common noun: what stands before it, and its 'of', 'for', 'in' ... up to a comma or a clause."""
    end = noun.i
    for child in noun.rights:
        if child.dep_ != "prep" or child.i != end + 1 or child.lower_ not in ("of", "for", "in", "at", "from", "with", "inside", "on", "to", "close"):
            break
        inner = [t for t in child.subtree if t.dep_ in ("relcl", "acl", "appos") or t.is_punct]
        end = min([child.right_edge.i, *(t.left_edge.i - 1 for t in inner)])
        if inner:
            break
    return ActorMention(document.span_of(document.doc[noun.left_edge.i : end + 1]), kind, noun.lemma_.lower(), subject=_is_subject(noun))


def _plain(text: str) -> Iterator[ActorMention]:
    for match in _NAME.finditer(text):
        words = match.group().split()
        if len(words) < 2:
            continue
        head = words[-1]
        kind: ActorKind = "person" if kinds().get(words[0].lower()) == "office" else "organisation"
        yield ActorMention(Span(match.start(), match.end(), match.group()), kind, head)
