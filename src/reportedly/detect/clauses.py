"""Where what somebody is said to say ends: clauses that the parser joined to it and that are another's word."""

from spacy.tokens import Token

from reportedly.detect.cues import Cues


def is_stopped(clause: Token, verb: Token) -> bool:
    """Whether a semicolon stands between a clause and the verb behind it, which says something of its own: 'six died, X said; Y denied it'."""
    return any(t.text == ";" for t in clause.doc[clause.right_edge.i + 1 : verb.left_edge.i if verb.left_edge.i > clause.right_edge.i else verb.i])


def closes(token: Token, verb: Token, words: Cues) -> bool:
    """Whether a clause behind the verb's own is the relay's: 'X said that ..., Y reported on Friday'."""
    if token.i < verb.i or token.lemma_ not in words.closing or token.tag_ not in ("VBD", "VBZ"):
        return False
    subject = next((t for t in token.lefts if t.dep_ == "nsubj"), None)
    if subject is None or any(t.dep_ in ("mark", "ccomp", "dobj", "xcomp") for t in token.children):
        return False
    return (
        subject.left_edge.i > verb.i + 1
        and token.doc[subject.left_edge.i - 1].text == ","
        and any(t.dep_ == "ccomp" and t.i < token.i for t in verb.rights)
    )


def is_anothers(token: Token, words: Cues) -> bool:
    """Whether a clause that the parser joined to what is said is another's word: 'X said 19 had died, but Y put the number at 41'.

    What X says of Y's words would stand further back in time ('but Y had put ...') or behind 'that'.
    """
    if token.dep_ not in ("conj", "advcl") or token.tag_ not in ("VBD", "VBZ") or token.lemma_ not in words.clause | words.putting:
        return False
    subject = next((t for t in token.lefts if t.dep_ == "nsubj"), None)
    marks = [t.lower_ for t in token.lefts if t.dep_ == "mark"]
    plain = not any(t.dep_ in ("aux", "auxpass") for t in token.lefts) and all(mark in ("while", "whereas", "though", "although") for mark in marks)
    return subject is not None and subject.pos_ != "PRON" and plain and (token.dep_ == "conj" or bool(marks))


def end_before(token: Token) -> int:
    """Where the words before a clause end, without the comma and the 'but' that join it."""
    at = token.left_edge.i - 1
    while at > 0 and (token.doc[at].is_punct or token.doc[at].dep_ == "cc"):
        at -= 1
    return token.doc[at].idx + len(token.doc[at])
