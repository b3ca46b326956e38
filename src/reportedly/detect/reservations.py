"""Words that take from an event that it happened: 'may', 'not', 'plans to', 'to prevent', 'if', 'alleged'."""

from spacy.tokens import Token

from reportedly import lexicons

_STEPS = 5
_CLAUSES = {
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


def reservation(trigger: Token) -> tuple[Token, Token] | None:
    """The first and last word of what the event is reserved by, nearest first; None where it is told as having happened."""
    below, token = None, trigger
    for _ in range(_STEPS):
        found = _beside(token, trigger) or (_above(token, below) if below is not None else None)
        if found is not None:
            return found
        if token.dep_ == "ROOT" or not _carries(token):
            break
        below, token = token, token.head
    return _purpose(trigger)


def _words(name: str) -> frozenset[str]:
    return frozenset(lexicons.table("en/events")["reservations"][name])


def _carries(token: Token) -> bool:
    """Whether what stands above the token may still say something on whether it happened."""
    if token.dep_ not in _CLAUSES:
        return False
    if token.dep_ in {"acl", "relcl"} and token.tag_ != "VB" and not any(c.lower_ == "to" for c in token.lefts):
        return token.dep_ == "acl" and any(c.dep_ == "mark" for c in token.lefts)  # 'threats that they would strike'
    if token.dep_ == "conj":
        return not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    return True


def _beside(token: Token, trigger: Token) -> tuple[Token, Token] | None:
    """Modals, negations, conjunctions of condition, adverbs and adjectives that hang on the token itself."""
    verbal = token.pos_ in {"VERB", "AUX"}
    for child in token.lefts:
        lower, lemma = child.lower_, child.lemma_.lower()
        if child.dep_ == "aux" and (lower in _words("modals") or lemma in _words("modals")):
            negation = next((c for c in token.lefts if c.dep_ == "neg" and c.i == child.i + 1), None)
            return child, negation or child
        if child.dep_ == "neg" or (child.dep_ in {"det", "advmod", "preconj"} and lower in _words("negations")):
            return child, child
        if child.dep_ == "mark" and lower in _words("marks"):
            return child, child
        if verbal and child.dep_ == "advmod" and lower in _words("adverbs"):
            return child, child
        if not verbal and token is trigger and child.dep_ in {"amod", "det"} and lower in _words("adjectives"):
            return child, child
    return None


def _purpose(verb: Token) -> tuple[Token, Token] | None:
    """The '(in order) to' of an infinitive that says what something was for ('came to strike'), not what another verb brought about."""
    to = next((c for c in verb.lefts if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None or verb.dep_ not in {"advcl", "acl", "relcl"} or verb.head.lemma_.lower() in _words("passed"):
        return None
    order = to.i >= 2 and [t.lower_ for t in to.doc[to.i - 2 : to.i]] == ["in", "order"]
    return (to.nbor(-2) if order else to), to


def _above(token: Token, below: Token) -> tuple[Token, Token] | None:
    """A governing verb, adjective or noun that makes the event an intention, a denial or a belief."""
    lemma = token.lemma_.lower()
    if token.pos_ in {"VERB", "AUX", "ADJ"}:
        names = ("intents", "denials", "doubts") if below.dep_ not in {"advcl", "conj"} else ()
        if below.dep_ == "ccomp" and lemma not in _words("denials") | _words("doubts") | {"threaten", "hope", "expect", "fear"}:
            return None
        if any(lemma in _words(name) for name in names):
            return token, _to(below, token)
    elif token.pos_ in {"NOUN", "PROPN"} and below.dep_ in {"prep", "acl", "pcomp", "pobj", "relcl"} and lemma in _words("nouns"):
        return token, _to(below, token)
    elif token.pos_ == "ADP" and token.lower_ in {"without", "against"} and below.dep_ == "pcomp":
        return token, token
    return None


def _to(below: Token, token: Token) -> Token:
    """The 'to' or the preposition that follows the governing word at once, else the word itself."""
    after = token.i + 1
    if after < len(token.doc) and token.doc[after].lower_ in {"to", "of", "for", "from"} and token.doc[after].i <= below.i:
        return token.doc[after]
    return token
