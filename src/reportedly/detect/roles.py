"""Who does what to whom: agents and patients of event words, read off the parse."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

_SUBJECTS = {"nsubj", "csubj"}
_PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_OBJECTS = {"dobj", "obj"}
_INHERITS = {"conj", "advcl", "xcomp", "pcomp", "dep"}
_LEFT_OUT = {"relcl", "acl", "advcl", "appos", "cc", "conj", "punct", "parataxis", "preconj", "predet", "advmod"}
_STEPS = 6  # how far a subject may be looked for; real clauses need three or four

# 'agent of': nouns whose 'of' phrase is the one that did it ('advance of the army'); of all others it is the one that it befell.
_DOERS = {"advance", "offensive", "counteroffensive", "withdrawal", "retreat", "attack", "raid", "assault", "incursion", "breakthrough", "onslaught"}
_INSTRUMENTAL = {"use", "fire", "launch"}  # 'used drones to strike': not the drones, the one who used them
_RELATIVE = {"who", "which", "that", "whom"}
_TIMES = {"DATE", "TIME"}
_TOWARDS = {"on", "against", "upon", "into", "targeting", "toward", "towards"}


def subject(verb: Token) -> Token | None:
    """The subject of a verb, active or passive, its own or that of the clause that it hangs on."""
    token = verb
    for _ in range(_STEPS):
        own = _nearest(token, _SUBJECTS | _PASSIVE_SUBJECTS)
        if own is not None:
            return _antecedent(own)
        if token.dep_ in {"acl", "relcl"} and not is_infinitive(token):
            return token.head if token.head.ent_type_ not in _TIMES else None
        if token.dep_ in {"acl", "relcl"}:  # 'announced a plan to attack': the one who announced it
            token = token.head.head if token.head.head.pos_ == "VERB" else token.head
            continue
        if token.dep_ == "xcomp" and token.head.lemma_ not in _INSTRUMENTAL and (controlled := _first(token.head, _OBJECTS)) is not None:
            return controlled
        if token.dep_ == "pcomp" and token.head.head.pos_ == "VERB":  # 'prevented them from capturing', 'began by shelling'
            governor = token.head.head
            if token.head.lower_ == "from" and (controlled := _first(governor, _OBJECTS)) is not None:
                return controlled
            token = governor
        elif token.dep_ in _INHERITS and token.head is not token and token.head.pos_ in {"VERB", "AUX"}:
            token = token.head
        else:
            return None
    return None


def is_infinitive(verb: Token) -> bool:
    """Whether the verb stands behind 'to'."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive, full ('was struck') or reduced ('a post struck by ...')."""
    if any(child.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or _first(verb, _SUBJECTS) is not None or any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    if verb.dep_ in {"acl", "relcl", "amod"}:
        return _first(verb, _OBJECTS) is None
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN" and _first(verb, _OBJECTS) is None:
        return is_passive(verb.head)
    return verb.dep_ in {"ROOT", "advcl", "ccomp"} and _first(verb, _OBJECTS) is None and _by(verb) is not None


def verb_agent(verb: Token) -> Token | None:
    """Who did it: the subject of an active verb, the 'by' phrase of a passive."""
    return _by(verb) if is_passive(verb) else subject(verb)


def verb_patients(verb: Token, prepositions: Iterable[str] = ()) -> tuple[Token, ...]:
    """Whom or what it befell: object, passive subject, or the object of one of the prepositions; conjoined ones with it."""
    if is_passive(verb):
        found = subject(verb)
    else:
        found = _first(verb, _OBJECTS)
        if found is None:
            found = _shared_object(verb)
        if found is not None:
            found = _antecedent(found)
    if found is None and verb.dep_ == "relcl" and not is_passive(verb):
        own = _first(verb, _SUBJECTS)  # '700 people (whom) we captured'
        found = verb.head if own is not None and own.lower_ not in _RELATIVE else None
    if found is None:
        found = prepositional(verb, prepositions)
    return tuple(conjoined(found)) if found is not None else ()


def prepositional(token: Token, prepositions: Iterable[str]) -> Token | None:
    """The noun behind one of the prepositions that hang on the token."""
    wanted = set(prepositions)
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in wanted:
            inner = [*child.children]
            nested = [g for c in inner if c.dep_ == "prep" for g in c.children]
            found = next((c for c in (*inner, *nested) if c.dep_ == "pobj" and c.ent_type_ not in _TIMES), None)
            if found is not None:
                return found
    return None


def conjoined(token: Token) -> Iterator[Token]:
    """The token and the nouns joined to it by 'and' or commas."""
    yield token
    for child in token.conjuncts:
        if child.i > token.i and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            yield child


def noun_agent(noun: Token, verb: Token | None) -> Token | None:
    """Who did it: the 'by' phrase, the owner, a nation before the noun, an 'of' or 'from' phrase, or the subject of the light verb."""
    found = prepositional(noun, ("by",)) or _owner(noun) or nation(noun)
    if found is None and noun.lemma_.lower() in _DOERS:
        found = prepositional(noun, ("of", "from"))
    if found is None and verb is not None:
        found = verb_agent(verb)
    return None if found is None or found.i == noun.i else found


def noun_patient(noun: Token) -> Token | None:
    """Whom or what it befell: 'on', 'against', 'at' phrases, or the 'of' phrase of a word such as 'capture' or 'shelling'."""
    found = prepositional(noun, _TOWARDS)
    if found is None and noun.lemma_.lower() not in _DOERS:
        found = prepositional(noun, ("of", "between"))
    return found


def _owner(noun: Token) -> Token | None:
    owner = _first(noun, {"poss"})
    return None if owner is None or owner.ent_type_ in _TIMES else owner  # not "today's offensive"


def nation(noun: Token) -> Token | None:
    """A people, country or named group that stands before the noun: 'Russian strike', 'IS attack', 'U.S. raid'; not the town of a 'Paris attack'."""
    before = [c for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper()]
    return next((c for c in before if c.ent_type_ in {"NORP", "ORG"} or (c.ent_type_ == "GPE" and (c.dep_ == "amod" or c.is_upper))), None)


def phrase(token: Token) -> tuple[Token, Token]:
    """The first and the last token of the noun phrase, without relative clauses, appositions and what is joined by 'and'."""
    first = last = token
    for child in token.children:
        if child.dep_ in _LEFT_OUT and not (child.i < token.i and child.dep_ in {"appos", "conj"} and not child.is_punct):
            continue
        if child.i < token.i and child.dep_ != "prep" and child.ent_type_ not in _TIMES:
            edge = _left(child)
            first = edge if edge.i < first.i else first
        elif child.dep_ == "prep" and child.lower_ == "of" and child.i > token.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            last = phrase(inner)[1] if inner is not None else last
        elif child.dep_ == "prep" and child.lower_ == "from" and child.i == last.i + 1:  # 'troops from the DPRK'
            inner = next((c for c in child.children if c.dep_ == "pobj" and c.ent_type_ in {"GPE", "NORP"}), None)
            last = inner if inner is not None else last
        elif child.dep_ in {"case", "compound", "flat", "nummod"} and child.i > token.i:
            last = child if child.i > last.i and child.lower_ not in {"'s", "’s", "'", "’"} else last
    return first, last


def _shared_object(verb: Token) -> Token | None:
    """The object of 'shelled and bombed the city' for the first verb: nothing stands between the verb and the 'and'."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and _first(child, _SUBJECTS) is None and verb.i + 1 < len(verb.doc):
            after = verb.nbor(1)
            return _first(child, _OBJECTS) if after.dep_ in {"cc", "punct"} and after.lower_ in {"and", "or", ","} else None
    return None


def _left(token: Token) -> Token:
    return min((token, *(_left(c) for c in token.lefts if c.dep_ not in {"punct"})), key=lambda t: t.i)


def _by(verb: Token) -> Token | None:
    for child in verb.children:
        if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
            found = next((c for c in child.children if c.dep_ == "pobj"), None)
            if found is not None and found.ent_type_ not in _TIMES:
                return found
    return None


def _first(token: Token, dependencies: set[str]) -> Token | None:
    return next((c for c in token.children if c.dep_ in dependencies), None)


def _nearest(token: Token, dependencies: set[str]) -> Token | None:
    """The last of the children with one of the dependencies: where the parse gives a verb two subjects, the far one is a headline's."""
    return next((c for c in reversed(list(token.children)) if c.dep_ in dependencies), None)


def _antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    clause = token.head
    if token.lower_ in _RELATIVE and clause.dep_ in {"relcl", "acl"} and clause.head.i != clause.i:
        return clause.head
    return token
