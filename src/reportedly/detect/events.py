"""Event words: verbs, nouns and participles that name an event of armed conflict, with their participants as they stand in the text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.tokens import Token

from reportedly import lexicons
from reportedly.detect.documents import Document
from reportedly.detect.reservations import reservation
from reportedly.detect.roles import conjoined, is_passive, nation, noun_agent, noun_patient, phrase, prepositional, verb_agent, verb_patients
from reportedly.records import Span, Trigger

_NAMED_PLACES = {"GPE", "LOC", "FAC"}
_NAMES = {"NORP", "ORG", "PERSON"}
_OBJECTS = {"dobj", "obj", "nsubjpass"}
_MODIFIERS = {"compound", "amod", "nmod"}
_BACKGROUND = {"fight", "battle", "use"}  # 'forces fighting rebels', 'munitions used': who or what they are, no event of the sentence
_STANDING = {"zone", "base", "suicide"}  # what is set up or blown up is the event itself, nobody that it befell
_AIMED = ("at", "on", "upon", "against", "into", "toward", "towards")
_SUFFERED_BY_SUBJECT = {"die", "perish"}
_COUNTER_STEPS = 3


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of lexicons/en/events.toml: an event word and the company that it must keep."""

    kind: str
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    noun: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()  # 'with' in the lexicon
    of: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    alone: bool = False
    carried: frozenset[str] = frozenset()
    projected: bool = False  # the object is what was fired, or 'fire' itself
    whose: bool = False  # those whose lives they were
    away: bool = False  # the object is where they went from or to, nobody that it befell


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger before it is written down: its tokens and participants as tokens."""

    head: Token
    last: Token
    kind: str
    rule: str
    agent: Token | None
    patient: Token | None
    carrier: Token | None = None  # the light verb
    means: Token | None = None


def triggers(document: Document) -> tuple[Trigger, ...]:
    """The event words of a report in the order of the text, one for each event mention.

    Where a verb tells what a noun beside it names ('carried out a strike', 'the strike killed three', 'died in the strike'), only one of the two
    is given. Without a parse only words that name an event by themselves are, and nobody who did or suffered it.
    """
    if not document.parsed:
        return tuple(_plain(document))
    found = [f for token in document.doc if (f := _match(token)) is not None]
    kept = _without_doubles(found)
    return tuple(_written(document, f) for f in sorted(kept, key=lambda f: f.head.i))


@cache
def forms() -> frozenset[str]:
    """Every lower-cased form of every event word: a paragraph without any of them has no trigger."""
    table = lexicons.table("en/events")
    verbs = (form for entry in table["verbs"] for lemma in entry["lemmas"] for form in _verb_forms(lemma))
    nouns = (form for entry in table["nouns"] for lemma in entry["lemmas"] for form in (lemma, _plural(lemma)))
    return frozenset((*verbs, *nouns))


def kind_of(word: str) -> str | None:
    """The kind of event that a word names by itself in any form (key of `kinds` in the lexicon), the first where it names several; else None."""
    return _kinds().get(word.lower())


@cache
def _kinds() -> dict[str, str]:
    effects: dict[str, str] = lexicons.table("en/events")["effects"]
    found = {form: kind for lemma, kind in effects.items() for form in (lemma, _plural(lemma), *_verb_forms(lemma))}
    for part in ("nouns", "verbs"):
        for lemma, entries in _patterns(part).items():
            kind = next((e.kind for e in entries if not (e.noun or e.particle or e.carried)), None)
            shapes = _verb_forms(lemma) if part == "verbs" else (lemma, _plural(lemma))
            found |= dict.fromkeys(shapes, kind) if kind is not None else {}
    return found


# the lexicon --------------------------------------------------------------------------------------------------------------------------


@cache
def _patterns(part: str) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for entry in lexicons.table("en/events")[part]:
        for lemma in entry["lemmas"]:
            found.setdefault(lemma, []).append(_pattern(entry))
    return {lemma: tuple(entries) for lemma, entries in found.items()}


def _pattern(entry: dict[str, Any]) -> Pattern:
    lists: dict[str, Any] = {("before" if k == "with" else k): frozenset(v) for k, v in entry.items() if isinstance(v, list) and k != "lemmas"}
    flags: dict[str, Any] = {k: True for k in ("alone", "projected", "whose", "away") if entry.get(k)}
    return Pattern(kind=entry["kind"], **lists, **flags)


@cache
def _class_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in lexicons.table("en/events")["classes"].items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _list(part: str, name: str) -> frozenset[str]:
    return frozenset(lexicons.table("en/events")[part][name])


def _classes(token: Token) -> frozenset[str]:
    """What the noun phrase under the token stands for, by its head and the model's entities."""
    head = _counted(token)
    found = set(_class_of().get(token.lemma_.lower(), ())) - {"counter"} if head.i != token.i else set[str]()
    found |= set(_class_of().get(head.lemma_.lower(), ())) | set(_class_of().get(head.lower_, ()))
    if head.ent_type_ in _NAMED_PLACES:
        found.add("place")
    elif head.ent_type_ in _NAMES or head.pos_ == "PROPN":
        found.add("name")
    if head.ent_type_ == "NORP" or (head.pos_ == "PROPN" and head.tag_ == "NNPS"):
        found.add("nationals")
    if head.pos_ == "NUM" and head.ent_type_ in {"CARDINAL", ""}:
        found.add("number")
    if head.pos_ == "PRON":
        found.add("pronoun")
    return frozenset(found)


def _counted(token: Token) -> Token:
    """The noun behind 'a number of', 'dozens of', 'members of', else the token itself."""
    for _ in range(_COUNTER_STEPS):
        if "counter" not in _class_of().get(token.lemma_.lower(), frozenset()):
            break
        inner = prepositional(token, ("of",))
        if inner is None:
            break
        token = inner
    return token


# matching -----------------------------------------------------------------------------------------------------------------------------


def _match(token: Token) -> _Found | None:
    if token.pos_ == "VERB":
        return next((f for p in _patterns("verbs").get(token.lemma_.lower(), ()) if (f := _verb(token, p)) is not None), None)
    if token.pos_ in {"NOUN", "PROPN"}:
        return next((f for p in _patterns("nouns").get(token.lemma_.lower(), ()) if (f := _noun(token, p)) is not None), None)
    return None


def _verb(token: Token, pattern: Pattern) -> _Found | None:
    if token.dep_ in {"amod", "compound", "aux", "csubj"} or _is_background(token) or _in_accident(token):
        return None  # csubj: 'targeting civilians is a crime' tells no event
    last = token
    if pattern.particle:
        particle = next((c for c in token.children if c.lower_ in pattern.particle and c.dep_ in {"prt", "advmod", "prep"}), None)
        if particle is None:
            return None
        last = particle if particle.i == token.i + 1 else token
    agent, patients = verb_agent(token), tuple(_held(p) for p in verb_patients(token, pattern.prep))
    if any(_is_never(t, pattern) for t in (agent, *patients) if t is not None):
        return None
    if not _guarded(token, pattern, agent, patients):
        return None
    patient, means = _befallen(token, pattern, _suffered(token, pattern, patients))
    if token.lemma_ in _SUFFERED_BY_SUBJECT and patient is None:
        patient, agent = agent, None
    return _Found(token, last, pattern.kind, f"event-verb:{pattern.kind}", agent, patient, means=means)


def _befallen(verb: Token, pattern: Pattern, named: Token | None) -> tuple[Token | None, Token | None]:
    """Whom it befell, and with what, where the verb's object is not the one that it befell."""
    if named is None or pattern.away or pattern.kind in _STANDING:
        return None, None
    if pattern.projected:  # 'fired rockets at the town', 'opened fire on a patrol': not the rockets, the town
        return _aimed_at(verb, named), named
    if pattern.whose:  # 'claimed the lives of 12 villagers'
        return prepositional(named, ("of",)) or _first_poss(named), None
    if pattern.kind == "aid":  # not what is sent, those who get it
        return _recipient(verb), named
    return named, None


def _is_background(verb: Token) -> bool:
    """Whether the verb tells who or what something is ('forces fighting rebels'), not what is reported ('reports that they are fighting')."""
    return verb.dep_ in {"acl", "relcl"} and verb.lemma_ in _BACKGROUND and not any(c.dep_ == "mark" for c in verb.lefts)


def _aimed_at(verb: Token, fired: Token) -> Token | None:
    """What was fired at: 'rockets at the town', 'fired rounds aimed at a loudspeaker'."""
    aimed = next((c for c in fired.rights if c.dep_ == "acl" and c.lemma_ == "aim"), None)
    return next((found for t in (fired, verb, aimed) if t is not None and (found := prepositional(t, _AIMED)) is not None), None)


def _recipient(verb: Token) -> Token | None:
    return prepositional(verb, ("to",)) or next((c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"), None)


def _suffered(token: Token, pattern: Pattern, patients: tuple[Token, ...]) -> Token | None:
    """The one of the patients that the entry asks for, else the first."""
    return next((p for p in patients if _classes(p) & pattern.object), patients[0] if patients else None)


def _held(token: Token) -> Token:
    """What 'control of' and 'parts of' are about, where that is a place; else the token itself."""
    if not _class_of().get(token.lemma_.lower(), frozenset()) & {"control", "counter"}:
        return token
    inner = prepositional(token, ("of", "over")) or (prepositional(token.head, ("of", "over")) if token.dep_ == "dobj" else None)
    return inner if inner is not None and _classes(inner) & {"area", "site", "place"} else token


def _guarded(token: Token, pattern: Pattern, agent: Token | None, patients: tuple[Token, ...]) -> bool:
    """Whether the verb keeps the company that its entry asks for."""
    if pattern.noun:
        named = (*patients, *(c for c in token.children if c.dep_ in {"oprd", "attr"}))  # 'was taken prisoner'
        return any(p.lemma_.lower() in pattern.noun and (not pattern.before or _modifiers(p) & pattern.before) for p in named)
    if pattern.either:
        return any(_classes(t) & pattern.either for t in ((*patients,) or ((agent,) if agent is not None else ())))
    if pattern.subject and (agent is None or not _classes(agent) & pattern.subject):
        return bool(pattern.subject & _classes_of_all(patients)) if is_passive(token) and not pattern.object else False
    if pattern.object and not (pattern.subject and not pattern.prep and not patients):
        wanted = pattern.object | ({"pronoun"} if not pattern.projected and (pattern.alone or _is_violent(pattern.kind)) else set())
        return bool(wanted & _classes_of_all(patients))
    return not (pattern.subject and patients and not pattern.prep and not pattern.object)


def _classes_of_all(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(_classes(t) for t in tokens))


def _is_violent(kind: str) -> bool:
    return kind in {"strike", "shelling", "attack", "killing", "murder", "shooting"}


def _is_never(token: Token, pattern: Pattern) -> bool:
    lemma = token.lemma_.lower()
    return lemma in pattern.never or (lemma in _list("never", "words") and not pattern.prep) or lemma in _list("never", "clause")


def _in_accident(token: Token) -> bool:
    """Whether an accident or a disaster stands in the clause ('killed in an earthquake'): no event of war."""
    return any(
        t.lemma_.lower() in _list("never", "clause") for child in token.children if child.dep_ in {"prep", "advcl", "nsubj"} for t in child.subtree
    )


def _modifiers(noun: Token) -> frozenset[str]:
    """Lemmas that stand before a noun or in its 'of' phrase, parts of hyphenated words too."""
    around = [*noun.lefts, *(g for c in noun.lefts for g in c.lefts)]
    of = prepositional(noun, ("of",))
    words = [t for t in (*around, *([of, *of.subtree] if of is not None else [])) if t.i != noun.i]
    return frozenset(part for t in words for part in (t.lemma_.lower(), *t.lower_.split("-")))


def _noun(token: Token, pattern: Pattern) -> _Found | None:
    carrier = _carrier(token)
    if not _keeps_company(token, pattern, carrier):
        return None
    agent, patient = _noun_parties(token, pattern, carrier)
    if carrier is None and not _is_told(token, agent, patient):
        return None
    if carrier is not None and patient is None:
        patient = prepositional(carrier, ("on", "against", "at", "targeting"))
    return _Found(token, token, pattern.kind, f"event-noun:{pattern.kind}", agent, patient, carrier)


def _keeps_company(token: Token, pattern: Pattern, carrier: Token | None) -> bool:
    """Whether the noun is told as its entry asks for, and is no modifier of another."""
    if token.dep_ in {"compound", "nmod", "amod"} and token.i + 1 < len(token.doc) and token.head.i > token.i:
        return False
    if carrier is None and token.dep_ == "pobj" and token.lemma_ in _BACKGROUND and _first_poss(token) is not None:
        return False  # 'used the weapons in their battle against rebels'
    if pattern.carried and (carrier is None or carrier.lemma_ not in pattern.carried):
        return False
    before = _modifiers(token)
    if before & pattern.never or (pattern.before and not before & pattern.before):
        return False
    of = (prepositional(token, ("of", "from")), _compound(token), _first_poss(token))
    if pattern.of and not any(_classes(t) & pattern.of for t in of if t is not None):
        return False
    return not pattern.needs or any(_has(token, need) for need in pattern.needs)


def _noun_parties(token: Token, pattern: Pattern, carrier: Token | None) -> tuple[Token | None, Token | None]:
    lemma = carrier.lemma_ if carrier is not None else ""
    does = lemma in _list("light", "verbs") - _list("light", "tellers") or lemma in _list("light", "answers")
    agent = _armed_modifier(token) or noun_agent(token, carrier if does else None)
    if agent is None and carrier is not None and lemma in _list("light", "include"):
        agent = next(iter(verb_patients(carrier)), None)  # 'the offensive included North Korean troops'
    patient = noun_patient(token) or (_compound(token) if pattern.of or pattern.kind in {"exchange", "release"} else None)
    if carrier is not None and lemma in _list("light", "bearer") and token.dep_ not in {"nsubj", "nsubjpass"}:
        patient = patient or verb_agent(carrier)
    return agent, patient


def _armed_modifier(noun: Token) -> Token | None:
    """The armed group in 'rebel attack', 'government air strikes'."""
    return next(
        (c for c in noun.lefts if c.dep_ in _MODIFIERS and c.pos_ in {"NOUN", "PROPN"} and "force" in _class_of().get(c.lemma_.lower(), ())), None
    )


def _compound(noun: Token) -> Token | None:
    return next((c for c in noun.lefts if c.dep_ in {"compound", "nmod"} and c.pos_ in {"NOUN", "PROPN"}), None)


def _first_poss(noun: Token) -> Token | None:
    return next((c for c in noun.lefts if c.dep_ == "poss"), None)


def _has(noun: Token, need: str) -> bool:
    if need == "poss":
        return _first_poss(noun) is not None
    return nation(noun) is not None if need == "nation" else any(c.dep_ in {"prep", "agent"} and c.lower_ == need for c in noun.children)


def _carrier(noun: Token) -> Token | None:
    """The light verb that tells the event of the noun: 'carried out a strike', 'the talks began', 'came under fire'."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    head = first.head
    if head.pos_ in {"VERB", "AUX"}:
        lemma = head.lemma_.lower()
        if first.dep_ in {"dobj", "nsubjpass", "obj"} and (lemma in _list("light", "verbs") or lemma in _list("light", "bearer")):
            return head
        if first.dep_ in {"nsubj", "nsubjpass"} and lemma in _list("light", "happen"):
            return head
        told = next((c for c in head.children if c.dep_ == "xcomp" and c.lemma_.lower() in _list("light", "verbs")), None)
        if first.dep_ == "nsubjpass" and told is not None:  # 'the strike is believed to have been carried out by'
            return told
        if first.dep_ == "attr" and any(c.dep_ == "expl" for c in head.children):
            return head
        return next((c for c in first.rights if c.dep_ == "acl" and c.lemma_.lower() in _list("light", "verbs")), None)
    if first.dep_ == "pobj" and (head.lower_, head.head.lemma_) in {("under", "come"), *(("with", verb) for verb in _list("light", "answers"))}:
        return head.head
    return None


def _is_told(noun: Token, agent: Token | None, patient: Token | None) -> bool:
    """Whether a noun that no verb tells of has participants of its own and is not only pointed back at ('after the attack')."""
    pointed = any(c.lower_ in {"this", "that", "these", "those", "such"} for c in noun.lefts if c.dep_ == "det")
    return not pointed and (agent is not None or patient is not None)


# one trigger for each event -----------------------------------------------------------------------------------------------------------


def _without_doubles(found: list[_Found]) -> list[_Found]:
    """The triggers without nouns that only name what a trigger verb beside them tells; such a noun hands its agent on to the verb."""
    nouns = {f.head.i: f for f in found if f.head.pos_ != "VERB"}
    light = {f.carrier.i for f in nouns.values() if f.carrier is not None and f.head.dep_ in _OBJECTS}
    verbs = {f.head.i: f for f in found if f.head.pos_ == "VERB" and f.head.i not in light}
    verbs = {i: f for i, f in verbs.items() if not _says_again(f, verbs)}
    for noun in list(nouns.values()):
        verb = _teller(noun.head, verbs)
        if verb is not None:
            del nouns[noun.head.i]
            if verb.agent is None or verb.agent.i == noun.head.i:
                verbs[verb.head.i] = replace(verb, agent=noun.agent, means=noun.head)
    return [*verbs.values(), *nouns.values()]


def _says_again(found: _Found, verbs: dict[int, _Found]) -> bool:
    """Whether another verb tells the same harm: 'killed' before 'or wounded', and in 'lost 70 soldiers killed'."""
    token = found.head
    if found.kind == "losses":
        return any(c.dep_ == "acl" and c.i in verbs and verbs[c.i].kind == "killing" for t in verb_patients(token) for c in t.rights)
    first = verbs.get(token.head.i) if token.dep_ == "conj" else None
    own = any(c.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} for c in token.children)
    return first is not None and found.kind == first.kind == "killing" and not own


def _teller(noun: Token, verbs: dict[int, _Found]) -> _Found | None:
    """The trigger verb that tells the noun's event: the noun is its subject ('the strike killed') or what it came of ('died in the strike')."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if first.dep_ in {"nsubj", "nsubjpass"}:  # 'the fighting is reported to have killed 130'
        told = (first.head, *(c for c in first.head.children if c.dep_ == "xcomp"))
        return next((verbs[t.i] for t in told if t.i in verbs), None)
    if first.dep_ == "pobj" and first.head.lower_ in {"in", "by", "during", "from", "with", "as"}:
        return verbs.get(first.head.head.i)
    return next((verbs[c.i] for c in first.rights if c.dep_ == "relcl" and c.i in verbs and _is_at(verbs[c.i].agent, first)), None)


def _is_at(token: Token | None, other: Token) -> bool:
    return token is not None and token.i == other.i


# writing down -------------------------------------------------------------------------------------------------------------------------


def _written(document: Document, found: _Found) -> Trigger:
    reserved = reservation(found.carrier or found.head) or reservation(found.head)
    return Trigger(
        span=document.span_of(document.doc[found.head.i : found.last.i + 1]),
        lemma=found.head.lemma_.lower(),
        agent=_phrase_span(document, found.agent),
        patient=_phrase_span(document, found.patient),
        stance=document.span_of(document.doc[reserved.first.i : reserved.last.i + 1]) if reserved is not None else None,
        rule=found.rule,
        kind=found.kind,
        means=_phrase_span(document, found.means or _means(found)),
        standing=reserved.standing if reserved is not None else None,
    )


def _phrase_span(document: Document, token: Token | None) -> Span | None:
    if token is None:
        return None
    first, last = phrase(token)
    while token.dep_ in _MODIFIERS and first.i > 0 and _extends(first.nbor(-1), token):
        first = first.nbor(-1)
    return document.span_of(document.doc[first.i : last.i + 1])


def _extends(before: Token, modifier: Token) -> bool:
    """Whether the word belongs to the name that stands before a noun: 'Syrian regime' in 'Syrian regime raids', 'US-led coalition'."""
    return (
        before.dep_ in _MODIFIERS | {"punct", "npadvmod"}
        and before.head.i in {modifier.head.i, modifier.i, modifier.i - 1}
        and (before.text[:1].isupper() or before.is_punct or before.lower_ in {"led", "backed"})
        and before.lower_ not in {",", "(", '"', "“"}
    )


def _means(found: _Found) -> Token | None:
    """With what it was done: 'with drones', 'in an air strike', 'rocket attack', a subject that is itself a weapon or an event."""
    token, tools = found.head, _list("refine", "tools")
    if token.pos_ != "VERB":
        return next((c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"} and {c.lemma_.lower(), *c.lower_.split("-")} & tools), None)
    named = (prepositional(token, (preposition,)) for preposition in ("with", "using", "in", "by", "from", "during", "as"))
    phrases = [p for first in named if first is not None for p in conjoined(first)]
    using = next((c for c in token.children if c.dep_ == "advcl" and c.lemma_ == "use"), None)
    phrases += [t for t in (found.agent, *(verb_patients(using) if using is not None else ())) if t is not None]
    return next((p for p in phrases if {p.lemma_.lower(), *_modifiers(p)} & tools), None)


# without a parse ----------------------------------------------------------------------------------------------------------------------


def _plain(document: Document) -> Iterator[Trigger]:
    known = _plain_forms()
    for token in document.doc:
        if token.lower_ in known:
            lemma, kind = known[token.lower_]
            yield Trigger(document.span_of(token), lemma, rule=f"event-word:{kind}", kind=kind)


@cache
def _plain_forms() -> dict[str, tuple[str, str]]:
    """Form -> lemma and kind of the words that name an event by themselves."""
    found: dict[str, tuple[str, str]] = {}
    for part in ("nouns", "verbs"):
        for lemma, entries in _patterns(part).items():
            if entries[0].alone:
                shapes = _verb_forms(lemma) if part == "verbs" else (lemma, _plural(lemma))
                found |= {form: (lemma, entries[0].kind) for form in shapes if form not in found and (part == "nouns" or form != lemma)}
    return found


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("ty") or noun.endswith("ry") else noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def _verb_forms(lemma: str) -> tuple[str, ...]:
    """The forms of a verb: from the lexicon where it is irregular, else by spelling."""
    irregular: list[str] = lexicons.table("en/events")["forms"].get(lemma, [])
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    return (lemma, _plural(lemma), *irregular) if irregular else (lemma, _plural(lemma), stem + "ed", stem + "ing")
