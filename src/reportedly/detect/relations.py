"""How an effect word and a counted noun hang together in the parse, and what that costs."""

from spacy.tokens import Doc, Token

from reportedly.detect.nouns import PERSONS, Counted
from reportedly.detect.wordforms import Forms, forms

_UP = frozenset({"conj", "appos", "nummod", "quantmod", "prep", "pobj"})
_THROUGH = frozenset({"of", "including", "to", "at", "among", "as", "like"})
_HARM = frozenset({"kill", "wound", "destroy", "strike", "launch", "capture", "assault"})
_TAKING = frozenset({"take", "hold", "deploy"})


def related(doc: Doc, number: tuple[int, int], noun: Counted, token: Token) -> list[tuple[str, float]]:
    """The groups in which the effect word `token` is related to the counted noun by the parse, each with its cost; empty where it is not."""
    head = doc[noun.head] if noun.head is not None else doc[number[1] - 1]
    form, climbed = forms()[token.lower_], 0.0
    for _ in range(5):
        if noun.kind in PERSONS and not _is_object(doc, number[0]) and _does(head, token, form, fighters=noun.kind == "military"):
            return [("deploy", 0.1 + climbed)]
        relation = _relation(head, token, form)
        if relation is not None:
            return [(group, cost + climbed) for group, cost in relation]
        if head.dep_ not in _UP or head.head.i == head.i or not _passes(head):
            return []
        climbed += 0.15 if head.dep_ in ("prep", "pobj") else 0.25
        head = head.head
    return []


def _passes(head: Token) -> bool:
    if head.dep_ == "prep":
        return head.lower_ in _THROUGH
    return head.dep_ != "pobj" or head.head.lower_ in _THROUGH


def _is_object(doc: Doc, first: int) -> bool:
    """Whether a verb stands right before the number, as in headlines that the parser takes apart: 'Army kills 33 Fighters Captured in North'."""
    form = forms().get(doc[first - 1].lower_) if first > doc[first].sent.start else None
    return form is not None and bool(form.active & _HARM)


def _does(head: Token, token: Token, form: Forms, *, fighters: bool) -> bool:
    """Whether the counted do harm, or are armed and take: 'four gunmen killed the mayor', 'shot by four men', '200 rebels took up positions'."""
    if not form.active & _HARM and not (fighters and form.active & _TAKING):
        return False
    if head.dep_ == "pobj" and head.head.dep_ == "agent":
        return head.head.head.i == token.i
    subject = head.dep_ == "nsubj" and head.head.i == token.i
    return subject and any(c.dep_ == "dobj" for c in token.children) and token.tag_ != "VBN"


def _relation(head: Token, token: Token, form: Forms) -> list[tuple[str, float]] | None:
    verb = head.head
    same = verb.i == token.i
    if head.dep_ == "nsubjpass" and (same or (token.head.i == verb.i and token.dep_ in ("conj", "xcomp", "oprd"))):
        return [(g, 0.0 if same else 0.3) for g in form.behind]
    if head.dep_ == "nsubj" and (same or (token.head.i == verb.i and token.dep_ in ("xcomp", "acomp", "conj", "ccomp", "attr"))):
        if not same and _has_subject(token):  # 'three soldiers said the town was lost', '30 trucks came and soldiers repelled an attack'
            return []
        return _as_subject(token, form, same=same)
    if head.dep_ in ("dobj", "oprd", "attr") and same:
        return [(g, 0.0) for g in form.active]
    if head.dep_ == "pobj" and verb.lower_ == "of" and verb.head.i == token.i:
        return [(g, 0.0) for g in form.nouns]
    if token.head.i == head.i and token.dep_ in ("acl", "amod", "relcl", "acomp"):
        return [(g, 0.2) for g in form.behind]
    if head.dep_ in ("dobj", "pobj", "attr") and token.dep_ in ("nsubj", "nsubjpass") and token.head.i in (verb.i, verb.head.i):
        return [(g, 0.3) for g in form.nouns]
    if token.head.i == verb.i and token.dep_ in ("oprd", "acomp", "ccomp", "advcl") and token.i > head.i and head.dep_ in ("dobj", "nsubj"):
        return [] if _has_subject(token) else [(g, 0.2) for g in form.passive | form.adjectives]
    return None


def _has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own, none that stands for one before it: 'when they were kidnapped'."""
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.pos_ != "PRON" for child in verb.children)


def _as_subject(token: Token, form: Forms, *, same: bool) -> list[tuple[str, float]]:
    if same and any(c.dep_ == "dobj" for c in token.children):
        return [(g, 0.4) for g in form.intransitive - (form.active & form.passive)]
    found = [(g, 0.1 if same else 0.3) for g in form.behind]
    return found + ([(g, 0.3) for g in form.nouns] if token.dep_ == "attr" else [])
