"""What happened to the counted: the effect word that goes with a number, in a verb, a noun, a participle or a headline."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from reportedly import lexicons
from reportedly.detect.nouns import Counted, measure_class

_SUBJECTS = frozenset({"nsubjpass", "nsubj"})
_NOT_BETWEEN = frozenset({"which", "who", "that", "while", "after", "when", "but", "as", "because", "since", "before", "during"})
_BE = frozenset("is are was were be been being has have had got get gets were'nt reportedly also already still".split())


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect word at token `token`: its group in the lexicon, and how far it is from being sure (0 by the parse, higher by distance)."""

    token: int
    group: str
    cost: float


@dataclass(frozen=True, slots=True)
class Forms:
    """The groups in which a word form takes the counted thing behind it, before it, or with 'of'."""

    active: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()

    @property
    def behind(self) -> frozenset[str]:
        """The groups of a form that stands behind what is counted."""
        return self.passive | self.intransitive | self.adjectives

    @property
    def before(self) -> frozenset[str]:
        """The groups of a form that stands before what is counted."""
        return self.active | self.nouns


@cache
def forms() -> dict[str, Forms]:
    """Every effect form in lower case with its groups."""
    found: dict[str, dict[str, set[str]]] = {}
    for group, row in lexicons.table("en/measures")["groups"].items():
        for part in ("active", "passive", "intransitive", "nouns", "adjectives"):
            for word in row[part].split():
                found.setdefault(word.lower(), {}).setdefault(part, set()).add(group)
    return {word: Forms(**{part: frozenset(groups) for part, groups in row.items()}) for word, row in found.items()}


@cache
def stops() -> frozenset[str]:
    """The forms that end a counted phrase where a noun stands before them."""
    return frozenset(word for word, form in forms().items() if form.behind or form.active) - {"army", "force", "forces"}


@cache
def _order() -> tuple[str, ...]:
    return tuple(lexicons.table("en/measures")["groups"])


def measured(group: str, kind: str | None) -> str | None:
    """The measure that an effect group gives for a class of noun (None: an elided noun), or None where the two make no figure claim."""
    row = lexicons.table("en/measures")["measure"][group]
    found: str | None = row.get(measure_class(kind) or "elided")
    return found


def effect(doc: Doc, number: tuple[int, int], noun: Counted, *, parsed: bool) -> Effect | None:
    """The likeliest effect word of the number in tokens [start, end) that counts `noun`, or None."""
    sent = doc[number[0]].sent
    near = [t for t in sent if t.lower_ in forms() and not number[0] <= t.i < number[1]]
    found: list[Effect] = []
    for token in near:
        if noun.head is not None and noun.start <= token.i < noun.end and not forms()[token.lower_].adjectives and not forms()[token.lower_].passive:
            continue
        found += [Effect(token.i, group, cost) for group, cost in _surface(doc, number, noun, token)]
        if parsed:
            found += [Effect(token.i, group, cost) for group, cost in _syntactic(doc, number, noun, token)]
    allowed = [e for e in found if measured(e.group, noun.kind if noun.head is not None else None)]
    return min(allowed, key=lambda e: (round(e.cost, 3), _order().index(e.group)), default=None)


def _surface(doc: Doc, number: tuple[int, int], noun: Counted, token: Token) -> list[tuple[str, float]]:
    form, end = forms()[token.lower_], max(noun.end, number[1])
    if number[1] <= token.i < end:  # inside the counted phrase: 'dead soldiers', 'wounded civilians'
        return [(g, 0.3) for g in form.adjectives | form.passive]
    if token.i >= end:
        cost = _distance(doc, end, token.i, behind=True)
        if _has_object(doc, token) and token.i > end:
            cost += 1.5
        return [(g, cost) for g in form.behind]
    cost = _distance(doc, token.i + 1, number[0], behind=False)
    if form.passive and not form.active - form.passive and _closes_another(doc, token):
        cost += 1.5
    return [(g, cost) for g in form.before] + [(g, cost + 2.5) for g in form.behind - form.before]


def _distance(doc: Doc, start: int, end: int, *, behind: bool) -> float:
    cost = 1.0
    for token in doc[start:end]:
        low = token.lower_
        if low in _BE or low in ("people", "others", "more", "at", "least", "about", "some", "of", "the", "than", "over", "a", "an", "total"):
            cost += 0.05
        elif token.like_num:
            cost += 1.2 if behind else 0.5
        elif low in _NOT_BETWEEN:
            cost += 1.5
        elif token.text in (",", ";", ":", "-", "–", "—", "("):
            cost += 0.5 if not behind else 0.8
        elif low in forms():
            cost += 0.8
        else:
            cost += 0.2
    return cost


def _has_object(doc: Doc, token: Token) -> bool:
    """Whether a number or noun follows at once, so that the form is active there: '14 men killed 3 soldiers'."""
    after = token.i + 1
    return after < len(doc) and (doc[after].like_num or doc[after].dep_ == "dobj")


def _closes_another(doc: Doc, token: Token) -> bool:
    """Whether a participle stands right behind another counted phrase: '8 persons killed, 58 others ...'."""
    return any(t.like_num for t in doc[max(token.sent.start, token.i - 3) : token.i]) and not any(
        t.lower_ in forms() for t in doc[max(token.sent.start, token.i - 3) : token.i]
    )


def _syntactic(doc: Doc, number: tuple[int, int], noun: Counted, token: Token) -> list[tuple[str, float]]:
    head = doc[noun.head] if noun.head is not None else doc[number[1] - 1]
    form, climb = forms()[token.lower_], 0.0
    for _ in range(4):
        cost = _relation(head, token, form)
        if cost is not None:
            groups, base = cost
            return [(g, base + climb) for g in groups]
        if head.dep_ not in ("conj", "appos", "nummod", "quantmod", "prep", "pobj") or head.head is head:
            return []
        if head.dep_ in ("prep", "pobj") and not (
            head.lower_ == "of" or (head.dep_ == "pobj" and head.head.lower_ in ("of", "including", "to", "at", "among", "with", "by", "as"))
        ):
            return []
        climb += 0.15 if head.dep_ in ("prep", "pobj") else 0.25
        head = head.head
    return []


def _relation(head: Token, token: Token, form: Forms) -> tuple[frozenset[str], float] | None:
    verb = head.head
    if head.dep_ == "nsubjpass" and (verb is token or token in verb.children and token.dep_ in ("conj", "xcomp", "oprd")):
        return form.behind, 0.0 if verb is token else 0.3
    if head.dep_ == "nsubj" and (verb is token or (token.head is verb and token.dep_ in ("xcomp", "acomp", "conj", "ccomp", "attr"))):
        if verb is token and any(c.dep_ == "dobj" for c in token.children):
            return form.intransitive - form.active, 0.4
        return form.behind | (form.nouns if token.dep_ == "attr" else frozenset()), 0.1 if verb is token else 0.3
    if head.dep_ in ("dobj", "oprd", "attr") and verb is token:
        return form.active, 0.0
    if head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head is token:
        return form.nouns, 0.0
    if token.head is head and token.dep_ in ("acl", "amod", "relcl", "acomp"):
        return form.behind, 0.2
    if head.dep_ in ("dobj", "pobj", "attr") and token.dep_ in ("nsubj", "nsubjpass") and (token.head is verb or token.head is verb.head):
        return form.nouns, 0.3
    if head is token:
        return form.nouns, 0.1
    return None
