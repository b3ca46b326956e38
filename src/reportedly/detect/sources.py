"""Sources by grammar: whose verb it is."""

from spacy.tokens import Token

from reportedly.detect.actors import kinds
from reportedly.detect.cues import cues

_SUBJECTS = frozenset(("nsubj", "csubj"))
_PASSIVE = frozenset(("nsubjpass", "csubjpass"))

_NAME_WORDS = 10  # before a colon: 'Former minister of the interior Ivo Dorvik (Velmar)'
_BEFORE_NAME = frozenset('.?!"”»-–—')

Words = tuple[Token, Token]  # first and last token


def subject(verb: Token) -> Words | None:
    """First and last token of the words that say who does the verb; None where the text names nobody.

    A verb without a subject of its own takes that of the verb it is joined to ('said ... and added', 'left, saying ...'); a passive takes its
    agent ('was told by'); a participle after a noun takes the noun ('a statement saying').
    """
    seen = 0
    while seen < 6:
        seen += 1
        own = min((t for t in verb.children if t.dep_ in _SUBJECTS), key=lambda t: abs(t.i - verb.i), default=None)
        if own is not None:
            return _bare(own)
        if is_passive(verb):
            return agent(verb)
        up = _governor(verb)
        if up is not None and verb.dep_ == "pcomp" and up.lemma_ in ("quote", "cite"):
            quoted = next((t for t in up.children if t.dep_ == "dobj"), None)
            return (quoted.left_edge, quoted.right_edge) if quoted is not None else None
        if up is None:
            return None
        up = _speaker_of(verb, up)
        if up.pos_ in ("NOUN", "PROPN", "PRON") and verb.dep_ == "acl":
            return (up.left_edge, up.doc[verb.left_edge.i - 1]) if verb.left_edge.i > up.left_edge.i else None
        verb = up
    return None


def going_on(clause: Token, verbs: frozenset[str]) -> Token | None:
    """The participle behind a comma in a reported clause that its speaker goes on with: 'said that ..., adding that ...'."""
    for token in clause.rights:
        if token.dep_ == "advcl" and token.tag_ == "VBG" and token.lemma_ in verbs and token.left_edge.i > clause.i:
            before = token.doc[token.left_edge.i - 1]
            if before.text == "," and not any(t.dep_ in ("nsubj", "mark") for t in token.lefts):
                return token
    return None


def _speaker_of(verb: Token, up: Token) -> Token:
    """The verb of speech whose clause a participle goes on from, else the verb it hangs on."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and up.dep_ == "ccomp" and up.head.lemma_ in cues().closing:
        return up.head if going_on(up, cues().going_on) == verb else up
    return up


def _bare(own: Token) -> Words:
    """A subject without what the parser put before it by mistake: '13 people MSF said', '..., taking the town of Sake, residents said'."""
    if own.tag_ == "VBG":
        for token in own.subtree:
            if (
                token.dep_ == "conj"
                and token.pos_ in ("NOUN", "PROPN")
                and token.left_edge.i > own.i
                and token.nbor(token.left_edge.i - token.i - 1).text == ","
            ):
                return token.left_edge, token.right_edge
    for token in own.lefts:
        counted = token.tag_ == "NNS" and token.dep_ in ("compound", "nmod") and any(t.like_num for t in token.lefts)
        if counted and token.i + 1 <= own.i:
            return own.doc[token.i + 1], own.right_edge
    return own.left_edge, own.right_edge


def is_told(verb: Token) -> bool:
    """'I was told', 'he had been told': a pronoun hears, and nobody is named."""
    hearer = patient(verb)
    return hearer is not None and hearer.lower_ in ("i", "we", "he", "she") and verb.lemma_ in ("tell", "inform", "advise", "notify", "assure")


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, also as a bare participle ('asked whether')."""
    roles = {t.dep_ for t in verb.children}
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and not roles & {"aux", "nsubj"}  # not 'while it has reported 71 deaths'
    return bool(roles & {"nsubjpass", "auxpass", "csubjpass"}) or bare


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
        return verb.head if verb.head != verb else None
    if verb.dep_ == "pcomp":
        up = verb.head
        while up.dep_ in ("prep", "pcomp") and up.head != up:
            up = up.head
        return up if up.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "ccomp" and verb.tag_ in ("VBG", "VBN") and verb.head.pos_ in ("VERB", "AUX"):
        return verb.head
    return None


def before(verb: Token) -> Words | None:
    """The noun phrase right before the verb, by its words alone: first and last token; with a name set off by commas before the verb."""
    at = verb.i - 1
    doc, start = verb.doc, verb.sent.start
    set_off = _set_off(verb)
    if set_off is not None:
        return set_off
    while at > start and doc[at].pos_ in ("AUX", "ADV"):
        at -= 1
    if at < start or doc[at].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    first = _phrase_start(doc[at], start)
    while (
        first - 2 >= start
        and doc[first - 1].pos_ == "ADP"
        and doc[first - 2].pos_ in ("NOUN", "PROPN")
        and doc[first - 2].lemma_ not in ("people", "person")
    ):
        if first - 2 == start or doc[first - 2].lemma_.lower() not in kinds():
            break
        first = _phrase_start(doc[first - 2], start)
    return None if doc[first].lower_ in ("no", "any") else (doc[first], doc[at])  # 'and no casualties were reported' has no source


def _set_off(verb: Token) -> Words | None:
    """'the acting governor, Ivo Dorvik, told': a description and the name between two commas before the verb."""
    doc, start, last = verb.doc, verb.sent.start, verb.i - 2
    if last <= start or doc[last + 1].text != "," or doc[last].pos_ != "PROPN":
        return None
    at = last
    while at > start and doc[at].pos_ == "PROPN":
        at -= 1
    if doc[at].text != "," or at - 1 < start or doc[at - 1].pos_ != "NOUN" or kinds().get(doc[at - 1].lemma_.lower()) is None:
        return None
    first = at - 1
    while first > start and doc[first - 1].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "PART", "VERB") and doc[first - 1].tag_ not in ("VBD", "VBZ"):
        first -= 1
    return doc[first], doc[last]


def after(verb: Token) -> Words | None:
    """The noun phrase right behind the verb, by its words alone: 'said observatory director Ivo Dorvik'."""
    doc, end = verb.doc, verb.sent.end
    last = verb.i
    while last + 1 < end and doc[last + 1].pos_ in ("DET", "ADJ", "NOUN", "PROPN") and doc[last + 1].i - verb.i < 10:
        last += 1
    return (doc[verb.i + 1], doc[last]) if last > verb.i and doc[last].pos_ in ("NOUN", "PROPN") else None


def between(at: int, verb: Token) -> Words | None:
    """The words between a quotation that ends at offset `at` and the verb, where they can only be who speaks.

    A noun or name, what is set off by commas behind it, and no other verb that could be the sentence's own: '"...," an officer, who was there, said'.
    """
    first = verb.i
    while first > 0 and verb.doc[first - 1].idx >= at:
        first -= 1
    last = verb.i - 1
    while last > first and (verb.doc[last].pos_ in ("ADV", "AUX") or verb.doc[last].text == ","):
        last -= 1
    words = verb.doc[first : last + 1]
    if (
        not words
        or words[0].pos_ not in ("DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON")
        or not any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in words)
    ):
        return None
    head = next((t.i for t in words if t.text == ","), last + 1)
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in verb.doc[first:head]) or (head <= last and verb.doc[verb.i - 1].text != ","):
        return None
    return words[0], words[-1]


def named_before(colon: Token) -> Words | None:
    """The name right before a colon that opens its line or sentence: 'Ivo Dorvik, army spokesman: "..."'; None where a verb stands there."""
    doc, first = colon.doc, colon.i
    while first > 0 and colon.i - first <= _NAME_WORDS:
        token = doc[first - 1]
        if token.is_space or token.text in _BEFORE_NAME:
            break
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB"):
            return None
        first -= 1
    words = doc[first : colon.i]
    if not words or len(words) > _NAME_WORDS or not words[0].text[:1].isupper() or words[0].pos_ not in ("PROPN", "NOUN", "ADJ"):
        return None
    named = [t for t in words if t.pos_ == "PROPN" and t.text[:1].isupper()] or [t for t in words if t.lemma_.lower() in kinds()]
    return (words[0], words[-1]) if named else None


def _phrase_start(head: Token, limit: int) -> int:
    """Where the noun phrase that ends with the token begins: its determiner, adjectives and names."""
    first = head.i
    for at in range(head.i - 1, limit - 1, -1):
        token = head.doc[at]
        if token.pos_ == "DET" or token.tag_ == "PRP$":
            return at
        if token.pos_ not in ("ADJ", "PROPN", "NOUN", "PART") or not (first <= token.head.i <= head.i):
            break
        if token.tag_ == "NNS" and any(t.like_num for t in token.lefts):
            break
        first = at
    return first
