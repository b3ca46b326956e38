"""Who did it, whom it befell, whose it was: the words around an effect, by the parse where there is one."""

from spacy.tokens import Token

from reportedly.detect.cues import cues
from reportedly.detect.documents import Document
from reportedly.detect.nouns import Counted
from reportedly.records import Span
from reportedly.spans import span

_CLIMB = frozenset({"advcl", "xcomp", "conj", "acl", "relcl", "ccomp", "pcomp", "prep", "dep", "parataxis", "pobj"})


def agent_of(document: Document, effect: Token, counted_head: Token) -> Span | None:
    """The words for who did it: the 'by' phrase, else the subject of an active effect, else the possessor or adjective of an effect noun."""
    by = _by(effect) or next((found for c in counted_head.children if c.dep_ in ("acl", "relcl") and (found := _by(c)) is not None), None)
    if by is not None:
        return _phrase(document, by)
    if effect.pos_ in ("NOUN", "PROPN") and effect.dep_ != "ROOT" and effect.i != counted_head.i:
        owner = next((c for c in effect.children if c.dep_ in ("poss", "amod", "compound") and c.i < effect.i), None)
        if owner is not None:
            return _phrase(document, owner)
    subject = _subject(effect, counted_head)
    if subject is None and counted_head.is_ancestor(effect) and counted_head.dep_ == "dobj":  # 'the army has 900 men stationed there'
        subject = _subject(counted_head.head, counted_head)
    return _phrase(document, subject) if subject is not None else None


def _by(effect: Token) -> Token | None:
    for child in effect.children:
        if child.dep_ == "agent" or (child.lower_ == "by" and child.dep_ == "prep"):
            return next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
    return None


def _subject(effect: Token, counted_head: Token) -> Token | None:
    """The subject of the effect or of the verb that it leans on ('forces attacked and killed', 'fired rockets, killing')."""
    verb = effect
    for _ in range(5):
        own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        within = counted_head.is_ancestor(effect)  # 'people we captured': the subject stands inside the counted phrase
        if own is not None and own.i != counted_head.i and (within or not counted_head.is_ancestor(own)) and not own.is_ancestor(counted_head):
            return verb.head if own.lower_ in ("who", "which", "that") and verb.dep_ == "relcl" else own
        if own is not None and verb.dep_ == "ccomp" and verb.head.lemma_ in cues().quote:  # 'They said five rockets landed': who says so fired none
            return None
        if any(c.dep_ == "nsubjpass" for c in verb.children) or verb.dep_ not in _CLIMB or verb.head.i == verb.i:
            return None
        if verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head if verb.head.i != counted_head.i else None
        verb = verb.head
    return None


def _phrase(document: Document, head: Token) -> Span:
    """The noun phrase of a head: its own modifiers and 'of' phrases, without relative clauses."""
    inner = [head.i]
    for child in head.children:
        if child.dep_ in ("compound", "amod", "poss", "det", "nummod", "nmod", "conj", "cc") and abs(child.i - head.i) < 12:
            inner += [t.i for t in child.subtree]
        elif child.dep_ == "prep" and child.lower_ in ("of", "from"):
            nested = next(
                (t.i for t in child.subtree if t.dep_ == "prep" and t.i > child.i), len(document.doc)
            )  # 'of the attack in a city': not the city
            inner += [t.i for t in child.subtree if t.i < min(nested, head.i + 12)]
    inner = [i for i in inner if head.sent.start <= i < head.sent.end]
    first, last = document.doc[min(inner)], document.doc[max(inner)]
    return span(document.report.text, first.idx, last.idx + len(last))


def owner_of(document: Document, noun: Counted) -> Span | None:
    """The words for whose the counted are, beyond the counted phrase itself: 'of the Azov regiment', 'from North Korea', 'its', 'loyal to ...'."""
    if noun.head is None:
        return None
    doc, head = document.doc, document.doc[noun.head]
    if document.parsed:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "for", "with") and child.i > head.i:
                inner = [t.i for t in child.subtree if t.i - head.i < 14]
                return span(document.report.text, child.idx, doc[max(inner)].idx + len(doc[max(inner)]))
            if child.dep_ in ("amod", "acl") and child.lower_ in ("loyal", "belonging", "allied") and child.i > head.i:
                inner = [t.i for t in child.subtree if t.i - head.i < 14]
                return span(document.report.text, child.idx, doc[max(inner)].idx + len(doc[max(inner)]))
    before = doc[noun.start - 1] if noun.start else None
    if before is not None and before.lower_ in ("its", "their", "our", "his", "her", "my"):
        return document.span_of(before)
    after = doc[noun.head + 1] if noun.head + 1 < len(doc) else None
    if after is not None and after.lower_ in ("of", "from", "belonging"):
        end = min(noun.head + 7, head.sent.end)
        stop = next(
            (
                i
                for i in range(noun.head + 2, end)
                if doc[i].is_punct or doc[i].lower_ in ("were", "was", "have", "had", "has", "in", "on", "and", "who", "that", "near", "at")
            ),
            end,
        )
        if stop > noun.head + 2:
            return span(document.report.text, after.idx, doc[stop - 1].idx + len(doc[stop - 1]))
    return None


def stance_of(document: Document, effect: int | None, head: Token) -> Span | None:
    """The words around an effect that say how sure it is ('may', 'plans to', 'not'), for resolve to name; None where there are none."""
    if effect is None or not document.parsed:
        return None
    token = document.doc[effect]
    words = [c for c in token.children if (c.dep_ in ("aux", "neg", "advmod") and c.i != head.i)]
    verb = token
    if token.dep_ in ("oprd", "acomp", "attr") and token.head.pos_ == "VERB":  # 'more than 200 people are feared dead'
        words.append(token.head)
    for _ in range(3):
        if verb.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "advcl") or verb.head.i == verb.i:
            break
        if verb.dep_ == "xcomp":
            words += [c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"]
            words += [verb.head, *(c for c in verb.head.children if c.dep_ in ("aux", "neg") and c.i < verb.head.i)]
            words += [t for t in document.doc[verb.head.i : verb.i] if t.dep_ == "aux"]
        elif verb.dep_ == "conj":
            words += [c for c in verb.head.children if c.dep_ in ("aux", "neg") and c.i < verb.head.i]
        else:
            break
        verb = verb.head
    words = [w for w in words if w.sent == token.sent]
    if not words:
        return None
    first, last = min(words, key=lambda w: w.i), max(words, key=lambda w: w.i)
    return span(document.report.text, first.idx, last.idx + len(last)) if last.i - first.i < 10 else document.span_of(first)
