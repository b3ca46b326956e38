"""Sources by grammar: whose verb it is."""

from spacy.tokens import Token

_SUBJECTS = frozenset(("nsubj", "csubj"))
_PASSIVE = frozenset(("nsubjpass", "csubjpass"))
_EMPTY = frozenset(("it", "there"))

Words = tuple[Token, Token]  # first and last token


def subject(verb: Token) -> Words | None:
    """First and last token of the words that say who does the verb; None where the text names nobody.

    A verb without a subject of its own takes that of the verb it is joined to ('said ... and added', 'left, saying ...'); a passive takes its
    agent ('was told by'); a participle after a noun takes the noun ('a statement saying').
    """
    seen = 0
    while seen < 6:
        seen += 1
        own = next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
        if own is not None:
            return None if own.lower_ in _EMPTY and own.dep_ == "expl" else (own.left_edge, own.right_edge)
        if is_passive(verb):
            return agent(verb)
        up = _governor(verb)
        if up is None:
            return None
        if up.pos_ in ("NOUN", "PROPN", "PRON") and verb.dep_ == "acl":
            return (up.left_edge, up.doc[verb.left_edge.i - 1]) if verb.left_edge.i > up.left_edge.i else None
        verb = up
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, also as a bare participle ('asked whether')."""
    return any(t.dep_ in ("nsubjpass", "auxpass", "csubjpass") for t in verb.children) or (verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl"))


def agent(verb: Token) -> Words | None:
    """The words after 'by' of a passive verb."""
    for by in verb.children:
        if by.dep_ == "agent" or (by.dep_ == "prep" and by.lower_ == "by"):
            named = next((t for t in by.children if t.dep_ == "pobj"), None)
            if named is not None:
                return named.left_edge, named.right_edge
    return None


def patient(verb: Token) -> Token | None:
    """The subject of a passive verb."""
    return next((t for t in verb.children if t.dep_ in _PASSIVE), None)


def _governor(verb: Token) -> Token | None:
    """The verb or noun whose subject the verb shares."""
    if verb.dep_ in ("conj", "xcomp", "advcl", "acl", "aux"):
        return verb.head if verb.head is not verb else None
    if verb.dep_ == "pcomp":
        up = verb.head
        while up.dep_ in ("prep", "pcomp") and up.head is not up:
            up = up.head
        return up if up.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "ccomp" and verb.tag_ in ("VBG", "VBN") and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head
    return None
