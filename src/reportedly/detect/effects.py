"""What happened to the counted: the effect word that goes with a number, in a verb, a noun, a participle or a headline.

Every effect form near the number gets a cost: by the parse where the two are related, else by the words between them. The cheapest wins.
"""

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from reportedly import lexicons
from reportedly.detect.nouns import PERSONS, Counted, measure_class
from reportedly.detect.phrases import phrase, words
from reportedly.detect.relations import related
from reportedly.detect.wordforms import Forms, forms

_NOT_BETWEEN = frozenset({"which", "who", "that", "while", "after", "when", "but", "as", "because", "since", "before", "during", "where"})
_LIGHT = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "got", "reportedly", "also", "already", "still"}
    | {
        "people",
        "others",
        "other",
        "more",
        "another",
        "further",
        "additional",
        "dead",
        "at",
        "least",
        "about",
        "some",
        "of",
        "the",
        "than",
        "over",
        "a",
        "an",
    }
    | {"total", "up", "to", "around", "nearly", "estimated"}
)

_SURE = -0.1  # beats what the parser joins over the lost comma of a list
_TOLL_BACK = 50  # tokens before the sentence in which the toll may have been named


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect word at token `token`: its group in the lexicon, how far it is from being sure (0 by the parse), and the rule that found it."""

    token: int
    group: str
    cost: float
    rule: str = "effect"


@cache
def stops() -> frozenset[str]:
    """The forms that end a counted phrase where a noun stands before them."""
    return frozenset(word for word, form in forms().items() if form.behind or form.active)


@cache
def _order() -> tuple[str, ...]:
    return tuple(lexicons.table("en/measures")["groups"])


def measured(group: str, kind: str | None) -> str | None:
    """The measure that an effect group gives for a class of counted noun ('elided': there is none, 'unknown': not in the lexicon), or None."""
    found: str | None = lexicons.table("en/measures")["measure"][group].get(measure_class(kind) or "unknown")
    return found


def effect(doc: Doc, number: tuple[int, int], noun: Counted, kind: str, *, parsed: bool) -> Effect | None:
    """The likeliest effect word of the number in tokens [start, end) that counts `noun` of class `kind`, or None."""
    found = [*_inherent(noun), *_constructions(doc, number, noun)]
    for token in doc[number[0]].sent:
        form = forms().get(token.lower_)
        if form is None or number[0] <= token.i < number[1] or _is_modifier(token) or _is_open_toll(token):
            continue
        found += [Effect(token.i, group, cost, "effect-near") for group, cost in _surface(doc, number, noun, token)]
        if parsed:
            found += [Effect(token.i, group, cost, "effect-parsed") for group, cost in related(doc, number, noun, token)]
    found = _of_people(doc, noun, kind, found) if kind in PERSONS else _of_things(doc, noun, kind, found)
    allowed = [e for e in found if measured(e.group, kind)]
    best = min(allowed, key=lambda e: (round(e.cost, 3), _order().index(e.group)), default=None)
    return _both(doc, number, _told(doc, max(noun.end, number[1]), best)) if best else None


def _of_people(doc: Doc, noun: Counted, kind: str, found: list[Effect]) -> list[Effect]:
    """The effects without what captives, the dead and civilians do not: they are not deployed where they serve, arrive or remain."""
    if lexicons.table("en/nouns")["effect_of"].get(noun.lemma or "") in ("kill", "wound"):  # 'nineteen bodies arrived'
        found = [e for e in found if e.group != "deploy"]
    found = [e for e in found if not phrase("shot_at").match(doc[e.token : e.token + 3].text)]
    if noun.lemma in lexicons.table("en/nouns")["captives"]["words"]:
        freed = any(e.group == "release" and e.cost < 1.5 for e in found)  # '11 of the hostages had been freed'
        found = [e for e in found if e.group != "deploy" and not (freed and e.rule == "effect-of-noun")]
    if kind in ("person", "civilian"):
        return [replace(e, group="affect") if e.group == "deploy" and doc[e.token].lower_ in words("stay") else e for e in found]
    return found


def _of_things(doc: Doc, noun: Counted, kind: str, found: list[Effect]) -> list[Effect]:
    """The effects, of weapons as what they are: 'brought down', a blast, what missiles do to others, what launched those that were shot down."""
    if kind not in ("munition", "vehicle"):
        return found
    found = [replace(e, group="destroy") if phrase("downs").match(doc[e.token : e.token + 2].text) else e for e in found]
    if kind == "vehicle":
        return found
    if noun.head is not None and _is_downed(doc[noun.head]):  # 'intercepted two missiles launched by rebels'
        found = [e for e in found if e.group not in ("launch", "carry_out") or doc[e.token].dep_ != "acl"]
    found = [e for e in found if e.group not in ("kill", "wound") or not _has_object(doc, doc[e.token])]  # 'four missiles killed three people'
    return [replace(e, group=_of_blast(noun)) if phrase("blast").match(doc[e.token : e.token + 2].text) else e for e in found]


def _told(doc: Doc, end: int, best: Effect) -> Effect:
    """The effect, or what the lost are said to be right behind: 'lost 43,000 soldiers killed'."""
    if best.group != "casualties" or best.token >= end or end >= len(doc):
        return best
    form = forms().get(doc[end].lower_)
    groups = sorted(form.adjectives | form.passive) if form else []
    group = next((g for g in groups if g in ("kill", "wound", "missing", "capture")), None)
    followed = end + 1 < len(doc) and doc[end + 1].lower_ == "by"
    return best if group is None or followed else Effect(end, group, best.cost, "effect-of-losses")


def _is_modifier(token: Token) -> bool:
    """Whether a hyphen makes the form a modifier of the noun behind it: 'ISIL-held buildings', 'a command-and-control node'."""
    doc, after = token.doc, token.i + 1
    if token.i == 0 or after >= len(doc) or token.nbor(-1).text not in ("-", "–") or token.nbor(-1).whitespace_:
        return False
    return doc[after].tag_ in ("NN", "NNS", "NNP", "NNPS", "JJ") or (not doc[after].tag_ and doc[after].is_alpha)


def _is_open_toll(token: Token) -> bool:
    """Whether a toll is no number yet: 'the toll could rise'."""
    return token.lower_ == "toll" and phrase("toll_open").match(token.doc[token.i : token.i + 4].text) is not None


def _inherent(noun: Counted) -> list[Effect]:
    """The effect that the counted noun carries itself: '40 casualties', 'thousands of evacuees'."""
    table = lexicons.table("en/nouns")
    group = table["effect_of"].get(noun.lemma or "")
    return [Effect(noun.head, group, float(table["effect_cost"].get(noun.lemma, 0.6)), "effect-of-noun")] if group and noun.head is not None else []


def _constructions(doc: Doc, number: tuple[int, int], noun: Counted) -> list[Effect]:
    """Effects of set phrases: a munition behind 'with' ('targeted the city with 4 rockets'), a toll that reaches the number."""
    found: list[Effect] = []
    before = [t.lower_ for t in doc[max(doc[number[0]].sent.start, number[0] - 4) : number[0]]]
    if noun.kind == "munition" and noun.head is not None and ("with" in before or "using" in before):
        found.append(Effect(noun.head, "launch", 0.1, "effect-with-munition"))
    if noun.kind == "munition" and noun.head is not None and (verb := _harms(doc[noun.head])) is not None:
        found.append(Effect(verb.i, "launch", _SURE, "effect-by-munition"))
    if noun.head is None or noun.kind in PERSONS:
        found += _toll(doc, number) + _among(doc, number)
    return found


def _harms(weapon: Token) -> Token | None:
    """The verb by which a weapon comes or does harm, and suffers none: 'two rockets hit near the base', 'six drones damaged a depot'."""
    verb = weapon.head
    form = forms().get(verb.lower_)
    if form is None or weapon.dep_ != "nsubj":
        return None
    harms = not form.active.isdisjoint(("destroy", "strike", "kill", "wound")) and any(child.dep_ == "dobj" for child in verb.rights)
    return verb if harms or "launch" in form.intransitive else None


def _is_downed(weapon: Token) -> bool:
    """Whether a weapon is the object of a verb that destroys it."""
    while weapon.dep_ == "conj":
        weapon = weapon.head
    form = forms().get(weapon.head.lower_)
    return weapon.dep_ in ("dobj", "nsubjpass") and form is not None and "destroy" in form.active | form.passive


def _of_blast(noun: Counted) -> str:
    """What a weapon that goes off is counted as: an attack where it was laid, else as launched."""
    return "explode" if noun.lemma in words("laid") else "launch"


def _among(doc: Doc, number: tuple[int, int]) -> list[Effect]:
    """'Among the dead were four nurses', 'six women were among those killed'."""
    match = phrase("among").search(doc[number[0]].sent.text)
    if match is None:
        return []
    harm = match.group("harm").lower()
    group = "wound" if harm in ("wounded", "injured") else "casualties" if harm in ("victims", "casualties") else "kill"
    return [Effect(number[0], group, 0.8, "effect-among")]


def is_toll(doc: Doc, number: tuple[int, int]) -> bool:
    """Whether the number is what a toll has reached ('the death toll rose to 70'), so that nothing need follow it."""
    return bool(_toll(doc, number))


def _toll(doc: Doc, number: tuple[int, int]) -> list[Effect]:
    start = doc[number[0]].sent.start
    text = doc[start : number[0]].text_with_ws
    match = phrase("toll").search(text)
    if match is None and phrase("risen").search(text):
        match = phrase("toll_word").search(text) or phrase("toll_word").search(doc[max(0, start - _TOLL_BACK) : start].text)
    if match is None:
        return []
    group = "wound" if phrase("wounded_toll").search(match.group()) else "casualties" if phrase("casualties_toll").search(match.group()) else "kill"
    return [Effect(number[0] - 1 if number[0] else 0, group, 0.05, "effect-toll")]


def _surface(doc: Doc, number: tuple[int, int], noun: Counted, token: Token) -> list[tuple[str, float]]:
    form, end = forms()[token.lower_], max(noun.end, number[1])
    if number[1] <= token.i < end and token.nbor(-1).text in ("-", "–"):  # 'rebel-held buildings' says whose they were
        return []
    if number[1] <= token.i < end:  # inside the counted phrase: 'dead soldiers', 'wounded civilians'
        return [(g, 0.3) for g in form.adjectives | (form.passive if token.i != noun.head else frozenset())]
    if token.i >= end:
        return [] if _is_of_others(token, end) else _behind(doc, end, token, form)
    cost = _distance(doc, token.i + 1, number[0], behind=False)
    if _closes_another(doc, token):
        cost += 1.5
    elif cost <= 1.16 and (not token.tag_ or token.tag_.startswith(("VB", "NNP"))):
        cost = 0.15
    return [(g, cost) for g in form.before] + [(g, cost + 2.5) for g in form.behind - form.before]


def _is_of_others(token: Token, end: int) -> bool:
    """Whether a verb behind a counted phrase has a subject of its own there: '30 trucks came after soldiers repelled an attack'."""
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.pos_ != "PRON" and child.i >= end for child in token.lefts)


def _behind(doc: Doc, end: int, token: Token, form: Forms) -> list[tuple[str, float]]:
    cost = _distance(doc, end, token.i, behind=True)
    followed = _has_object(doc, token)
    if token.i == end and _own_participle(doc, end) and not (followed and not _list_goes_on(doc, end + 1)):
        cost = _SURE
    elif followed:
        cost += 1.5
    elif token.i == end and not followed and (not token.tag_ or token.tag_ in ("VBN", "VBD", "JJ", "NNP", "NN")):
        cost = 0.15
    found = [(g, cost) for g in form.passive | form.adjectives]
    return found + [(g, cost + 0.5) for g in form.intransitive - form.passive - form.adjectives]


def _own_participle(doc: Doc, end: int) -> bool:
    """Whether the participle right behind a counted phrase is told of it, for the one before closes another: '8 persons killed 58 others injured'."""
    before = doc[max(doc[end].sent.start, end - 6) : end - 1]
    return _list_goes_on(doc, end + 1) or any(form.passive and _closes_another(doc, t) for t in before if (form := forms().get(t.lower_)))


def _list_goes_on(doc: Doc, at: int) -> bool:
    """Whether behind a participle another counted phrase with a participle of its own begins: '... 58 others injured', 'others injured'."""
    first = at
    while at < len(doc) and at - first < 4 and doc[at].lower_ not in forms() and not doc[at].is_punct:
        at += 1
    counted = at > first and (doc[first].like_num or doc[first].lower_ in ("others", "another")) and at < len(doc)
    return counted and bool((form := forms().get(doc[at].lower_)) and (form.passive | form.adjectives) and doc[at].tag_ in ("VBN", "VBD", "JJ", ""))


def _distance(doc: Doc, start: int, end: int, *, behind: bool) -> float:
    cost = 1.0
    for token in doc[start:end]:
        low = token.lower_
        if low in _LIGHT:
            cost += 0.05
        elif token.like_num:
            cost += 1.2 if behind else 0.5
        elif low in _NOT_BETWEEN:
            cost += 1.5
        elif token.text in (",", ";", ":", "-", "–", "—", "("):
            cost += 0.8 if behind else 0.5
        elif low in forms():
            cost += 0.8
        else:
            cost += 0.2
    return cost


def _has_object(doc: Doc, token: Token) -> bool:
    """Whether an object follows, so that the form is active there: '14 men killed 3 soldiers', 'missiles hit the square'."""
    if token.i + 1 >= len(doc):
        return False
    after = token.nbor(1)
    if after.text == ",":  # 'Two killed, four injured as forces trade fire'
        return False
    return (
        after.like_num
        or any(c.dep_ == "dobj" and c.i > token.i for c in token.children)
        or (after.lower_ in ("the", "a", "an") and token.tag_ not in ("VBN", ""))
    )


def _closes_another(doc: Doc, token: Token) -> bool:
    """Whether a participle stands right behind another counted phrase: '8 persons killed, 58 others ...'."""
    before = list(doc[max(token.sent.start, token.i - 3) : token.i])
    if before and before[-1].lower_ in ("and", ","):
        return False
    return bool(forms()[token.lower_].behind) and any(t.like_num for t in before) and not any(t.lower_ in forms() for t in before)


def _both(doc: Doc, number: tuple[int, int], best: Effect) -> Effect:
    """The effect, or casualties where killed and wounded are said of one number: 'killed or wounded', 'dead and injured'."""
    if best.group not in ("kill", "wound"):
        return best
    other = "wound" if best.group == "kill" else "kill"
    for step in (1, -1):
        place = best.token + step
        while 0 <= place < len(doc) and doc[place].lower_ in ("and", "or", ",", "/"):
            place += step
        form = forms().get(doc[place].lower_) if 0 <= place < len(doc) else None
        if form is None or other not in form.active | form.passive | form.adjectives or number[0] <= place < number[1]:
            continue
        if not _own_number(doc, number, min(place, best.token), max(place, best.token)):
            return Effect(best.token, "casualties", best.cost, "effect-both")
    return best


def _own_number(doc: Doc, number: tuple[int, int], first: int, last: int) -> bool:
    """Whether one of two effect words next to each other has a number of its own: '50 dead and injured more than 400'."""
    if number[0] > last:
        return any(t.like_num for t in doc[max(0, first - 3) : first])
    return (
        any(t.like_num for t in doc[last + 1 : last + 5] if t.lower_ not in forms())
        and not doc[last + 1].is_punct
        and doc[last + 1].lower_ not in ("in", "by", "on", "at")
    )
