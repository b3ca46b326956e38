"""Words that take from an event that it happened: 'may', 'not', 'plans to', 'to prevent', 'if', 'alleged'."""

from dataclasses import dataclass
from functools import cache
from typing import get_args

from spacy.tokens import Token

from reportedly import lexicons
from reportedly.records import Stance

_STEPS = 5
_CARRIED = {
    "xcomp",
    "ccomp",
    "pcomp",
    "advcl",
    "acl",
    "conj",
    "relcl",
    "dobj",
    "obj",
    "pobj",
    "prep",
    "attr",
    "nsubjpass",
    "agent",
    "dative",
    "appos",
}
_THAT_CLAUSES = {"threaten", "hope", "expect", "fear", "warn"}  # verbs of the groups that are not plain speech before 'that'


@dataclass(frozen=True, slots=True)
class Reservation:
    """The first and last word of what an event is reserved by, and what they make of it."""

    first: Token
    last: Token
    standing: Stance


def reservation(trigger: Token) -> Reservation | None:
    """What the event is reserved by, nearest first; None where it is told as having happened."""
    below, token = None, trigger
    for _ in range(_STEPS):
        found = _beside(token, trigger) or (_above(token, below) if below is not None else None)
        if found is not None:
            return found
        if token.dep_ == "ROOT" or not _carries(token):
            break
        below, token = token, token.head
    return _purpose(trigger)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(lexicons.table("en/events")["reservations"][group])


def _reserved(first: Token, last: Token, group: str) -> Reservation:
    """The reservation by words of a group; a word of its own standing keeps that."""
    table = lexicons.table("en/events")["standing"]
    said = table["words"].get(first.lower_, table["words"].get(first.lemma_.lower(), table[group]))
    return Reservation(first, last, next(stance for stance in get_args(Stance) if stance == said))


def _carries(token: Token) -> bool:
    """Whether what stands above the token may still say something on whether it happened."""
    if token.dep_ not in _CARRIED:
        return False
    if token.dep_ in {"acl", "relcl"} and token.tag_ != "VB" and not any(c.lower_ == "to" for c in token.lefts):
        return token.dep_ == "acl" and any(c.dep_ == "mark" for c in token.lefts)  # 'threats that they would strike'
    if token.dep_ == "conj":
        return not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    return True


def _beside(token: Token, trigger: Token) -> Reservation | None:
    """Modals, negations, conjunctions of condition, adverbs and adjectives that hang on the token itself."""
    verbal = token.pos_ in {"VERB", "AUX"}
    for child in token.lefts:
        lower = child.lower_
        if child.dep_ == "aux" and lower in _words("modals"):
            negation = next((c for c in token.lefts if c.dep_ == "neg" and c.i == child.i + 1), None)
            if negation is None and lower in _words("later") and _is_announced(token):
                return Reservation(child, child, "planned")
            return Reservation(child, negation, "denied") if negation is not None else _reserved(child, child, "modals")
        if child.dep_ == "neg" or (child.dep_ in {"det", "advmod", "preconj"} and lower in _words("negations")):
            return _reserved(child, child, "negations")
        if child.dep_ == "mark" and lower in _words("marks"):
            return _reserved(child, child, "marks")
        if verbal and child.dep_ == "advmod" and lower in _words("adverbs"):
            return _reserved(child, child, "adverbs")
        if not verbal and token.i == trigger.i and child.dep_ in {"amod", "det"} and lower in _words("adjectives"):
            return _reserved(child, child, "adjectives")
    return None


def _is_announced(verb: Token) -> bool:
    """Whether 'would' is the past of 'will': 'said that it would deliver tanks', with no 'if' about it."""
    teller = verb.head
    conditional = any(c.dep_ == "mark" and c.lower_ in _words("marks") for a in verb.children if a.dep_ == "advcl" for c in a.children)
    return verb.dep_ == "ccomp" and teller.tag_ in {"VBD", "VBN"} and teller.lemma_ in _words("announcing") and not conditional


def _purpose(verb: Token) -> Reservation | None:
    """The '(in order) to' of an infinitive that says what something was for ('came to strike'), not what another verb brought about."""
    to = next((c for c in verb.lefts if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None or verb.dep_ not in {"advcl", "acl", "relcl"} or verb.head.lemma_.lower() in _words("passed"):
        return None
    order = to.i >= 2 and [t.lower_ for t in to.doc[to.i - 2 : to.i]] == ["in", "order"]
    return _reserved(to.nbor(-2) if order else to, to, "purpose")


def _above(token: Token, below: Token) -> Reservation | None:
    """A governing verb, adjective or noun that makes the event an intention, a denial or a belief."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX", "ADJ"} and below.dep_ not in {"advcl", "conj"}:
        plain = below.dep_ == "ccomp" and lemma not in _words("denials") | _words("doubts") | _THAT_CLAUSES
        group = next((g for g in ("denials", "intents", "doubts") if lemma in _words(g) and not plain), None)
        return _reserved(token, _to(below, token), group) if group is not None else None
    if token.pos_ in {"NOUN", "PROPN"} and below.dep_ in {"prep", "acl", "pcomp", "pobj", "relcl"} and lemma in _words("nouns"):
        return _reserved(token, _to(below, token), "nouns")
    if token.pos_ == "ADP" and token.lower_ in {"without", "against"} and below.dep_ == "pcomp":
        return _reserved(token, token, "negations")
    return None


def _to(below: Token, token: Token) -> Token:
    """The 'to' or the preposition that follows the governing word at once, else the word itself."""
    after = token.i + 1
    if after < len(token.doc) and token.doc[after].lower_ in {"to", "of", "for", "from"} and token.doc[after].i <= below.i:
        return token.doc[after]
    return token
