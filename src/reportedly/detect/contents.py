"""What is said, by grammar: one draft of an attribution for each cue and frame that the parse gives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from reportedly.detect import sources
from reportedly.detect.clauses import closes, end_before, is_anothers, is_stopped
from reportedly.detect.cues import Cues, Force, Polarity
from reportedly.detect.sources import Words

Range = tuple[int, int]  # offsets into the text, end exclusive


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution while it is being put together."""

    verb: Token
    source: Range | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    rule: str
    force: Force = "speech"
    polarity: Polarity = "affirmed"
    addressee: Range | None = None
    medium: Range | None = None
    outer: int | None = None  # index of the verb of the attribution that encloses this one, where its content does not show it


def drafts(token: Token, words: Cues) -> Iterator[Draft]:
    """The attributions whose cue is this token, by the first frame that fits."""
    lemma = token.lemma_
    if token.dep_ == "prep" and (lemma in ("accord", "according") or token.lower_ == "per"):
        frame = _according(token, words)
    elif lemma in words.hearsay and token.dep_ == "advmod":
        frame = _hearsay(token, words)
    elif token.pos_ in ("VERB", "AUX"):
        frame = _verb_frame(token, lemma, words)
    elif token.pos_ in ("NOUN", "PROPN"):
        frame = _noun_frame(token, lemma, words)
    else:
        frame = None
    if frame is not None:
        frame = _with_parts(token, frame, words)
        if frame.outer is not None:
            yield from _relay(token, frame, words)
        if frame.rule == "quoted as saying":
            yield from _quoted_by(token, frame, words)
        yield frame


def _with_parts(verb: Token, frame: Draft, words: Cues) -> Draft:
    """The draft with what goes on with it behind the verb: '40 died, the ministry said, including 12 children', '..., wounding 12'."""
    if frame.rule not in ("clause", "object", "parenthesis"):
        return frame
    behind = max([verb.idx, *(b for _, b in frame.content)])
    parts = [_subtree(t) for t in verb.subtree if t.lower_ == "including" and t.dep_ == "prep" and (t.head == verb or t.idx > behind)]
    parts += [_subtree(t) for t in verb.rights if _resumes(t, verb, frame)]
    parts += [_subtree(t) for t in verb.doc[verb.i + 2 : verb.sent.end] if _ends_in(t, verb, frame, words)]
    outside = [(a, b) for a, b in parts if not any(c <= a and b <= d for c, d in frame.content)]
    return replace(frame, content=(*frame.content, *outside)) if outside else frame


def _resumes(token: Token, verb: Token, frame: Draft) -> bool:
    """'One was hurt, he added, and four were missing': what goes on behind the verb between commas is said too."""
    if token.dep_ != "conj" or frame.rule == "object" or not any(b <= verb.idx for _, b in frame.content):
        return False
    joined = verb.nbor(1).text == "," and token.doc[verb.i + 2].dep_ == "cc" if verb.i + 2 < token.i else False
    return joined and any(t.dep_ in ("nsubj", "nsubjpass") for t in token.lefts)


def _ends_in(token: Token, verb: Token, frame: Draft, words: Cues) -> bool:
    """'30 strikes hit the town, he said, killing 12': the participle behind the verb between commas tells what happened, not how he spoke."""
    if token.tag_ != "VBG" or token.dep_ not in ("advcl", "acl", "conj", "xcomp") or token.lemma_ in words.going_on | words.clause:
        return False
    behind = token.left_edge.i - 1 >= verb.i + 1 and token.doc[token.left_edge.i - 1].text == "," and verb.nbor(1).text == ","
    return behind and any(b <= verb.idx for _, b in frame.content) and any(t.dep_ == "dobj" for t in token.children)


def _quoted_by(verb: Token, quoted: Draft, words: Cues) -> Iterator[Draft]:
    """'X was quoted as saying by Y', 'Y quoted X as saying': Y is the source of the whole."""
    saying = next((t for t in verb.subtree if t.dep_ == "pcomp"), verb)
    subject = sources.subject(verb) if quoted.verb == saying != verb else None
    if subject is not None and quoted.source is not None:
        yield _draft(verb, subject, [*quoted.content, (quoted.source[0], saying.idx + len(saying))], "relay", words)
        return
    source = sources.agent(verb) or sources.agent(saying)
    if source is not None and quoted.source is not None:
        yield _draft(saying, source, [(min(quoted.source[0], quoted.content[0][0]), source[0].idx)], "quoted by", words)


def _relay(verb: Token, cited: Draft, words: Cues) -> Iterator[Draft]:
    """'media reported, citing X': who cites is the source of the whole."""
    up = _who_cites(verb, words)
    source = sources.subject(up)
    if source is not None and up.lemma_ in words.clause:
        yield _draft(up, source, [_subtree(verb), *cited.content], "relay", words)


def _verb_frame(verb: Token, lemma: str, words: Cues) -> Draft | None:
    for frame in (_quoting, _clause, _parenthesis, _putting, _impersonal, _naming, _infinitive, _gerund, _preposition, _object):
        found = frame(verb, lemma, words)
        if found is not None:
            return found
    return None


def _draft(verb: Token, source: Words | None, content: list[Range], rule: str, words: Cues) -> Draft:
    lemma = verb.lemma_
    polarity: Polarity = words.polarity.get(lemma, "affirmed")
    if any(t.dep_ == "neg" for t in verb.children):
        polarity = "negated" if polarity == "affirmed" else "affirmed"
    cue = [(verb.idx, verb.idx + len(verb))]
    return Draft(
        verb,
        _range(source) if source else None,
        tuple(cue),
        tuple(content),
        rule,
        words.force.get(lemma, "speech"),
        polarity,
        addressee_of(verb),
        medium_of(verb, words),
    )


def _range(words: Words) -> Range:
    first, last = words
    return first.idx, last.idx + len(last)


def _subtree(token: Token) -> Range:
    return _range((token.left_edge, token.right_edge))


def _without(outer: Range, inner: Range) -> list[Range]:
    """What is left of a range when another is taken out of it."""
    return [(a, b) for a, b in ((outer[0], min(inner[0], outer[1])), (max(inner[1], outer[0]), outer[1])) if a < b]


def addressee_of(verb: Token) -> Range | None:
    """Whom the verb is addressed to: 'told Reuters', 'was told'."""
    if verb.lemma_ not in ("tell", "inform", "assure", "warn", "remind", "advise", "notify", "ask"):
        return None
    hearer = next((t for t in verb.children if t.dep_ in ("dobj", "dative")), None) or sources.patient(verb)
    return _subtree(hearer) if hearer is not None else None


def medium_of(verb: Token, words: Cues) -> Range | None:
    """'in an interview with Reuters', 'on Telegram', 'speaking to AFP', 'in a statement carried by SANA'."""
    for token in verb.doc[verb.left_edge.i : verb.right_edge.i + 1]:
        if token.lemma_.lower() in words.media and token.dep_ == "pobj" and token.head.lower_ in ("in", "on", "via", "through", "during", "to", "at"):
            return _subtree(token.head)
        if token.lemma_ == "interview" and token.dep_ == "dobj" and token.head.lemma_ == "cite":
            return _subtree(token)
        if token.dep_ == "advcl" and token.head == verb and token.lemma_ in ("speak", "talk") and token.tag_ == "VBG":
            return _subtree(token)
    for child in verb.children:
        named = next((t for t in child.children if t.dep_ == "pobj"), None) if child.dep_ == "prep" and child.lower_ in ("on", "via", "to") else None
        if named is not None and named.pos_ == "PROPN" and named.ent_type_ != "DATE":
            return _subtree(child)
    return None


def _clause(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'X said (that) ...', '..., X said', 'it is believed that ...'."""
    if lemma not in words.clause and lemma not in words.infinitive:
        return None
    clauses = [t for t in verb.children if t.dep_ == "ccomp" and not closes(t, verb, words) and not is_stopped(t, verb)]
    if not clauses and sources.is_told(verb):  # 'He had been told, X said, that ...': the parser gives the clause to 'said'
        clauses = [t for said in verb.rights if said.dep_ == "parataxis" for t in said.rights if t.dep_ == "ccomp"]
    if not clauses:
        return None
    source = sources.subject(verb)
    if source is None and not sources.is_passive(verb) and verb.tag_ in ("VBD", "VBZ", "NNS"):
        source = sources.before(verb)
    content = []
    for clause in clauses:
        content += _clause_words(verb, clause, lemma, words)
    if source is not None and source[1].i < verb.i:
        content = [_up_to(piece, source, verb) for piece in content]
    rule = "told" if source is None and sources.is_told(verb) else "clause"
    return _draft(verb, source, content, rule, words) if content else None


def _up_to(piece: Range, source: Words, verb: Token) -> Range:
    """A content that stops short of the source it runs up to takes what lies between: '... killed 13 people MSF said'."""
    start, end = piece
    return (start, source[0].idx) if end < source[0].idx and source[0].idx - end < 30 and verb.idx > end else piece


def _clause_words(verb: Token, clause: Token, lemma: str, words: Cues) -> list[Range]:
    span = _subtree(clause)
    if clause.left_edge.i <= verb.i <= clause.right_edge.i:
        return _without(span, _subtree(verb))
    if lemma in words.infinitive and clause.tag_ == "VB" and lemma not in ("want", "expect", "prefer", "need", "like", "hate", "love"):
        to = next((t for t in clause.children if t.dep_ == "aux" and t.lower_ == "to"), None)
        if to is not None:  # 'urged Israel to withdraw': the hearer is no content
            return [(to.idx, span[1])]
    going_on = sources.going_on(clause, words.going_on)
    if going_on is not None:  # 'said that ..., adding that ...': the addition is said on its own
        return [(span[0], going_on.left_edge.idx)]
    other = next((t for t in clause.rights if is_anothers(t, words)), None)
    if other is not None:
        return [(span[0], end_before(other))]
    return [span, *_coordinated(verb)]


def _coordinated(verb: Token) -> list[Range]:
    """'... and that ...' behind the content, where the parser joined it to the verb."""
    return [_subtree(t) for t in verb.rights if t.dep_ == "conj" and any(c.dep_ == "mark" and c.lower_ == "that" for c in t.lefts)]


def _parenthesis(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'The dam, he said, was hit': the verb stands inside or behind the clause that it reports."""
    if verb.dep_ != "parataxis" or lemma not in words.clause or verb.head == verb:
        return None
    source = sources.subject(verb)
    if source is None:
        return None
    content = _without(_subtree(verb.head), _subtree(verb))
    if verb.right_edge.text == ";" or (verb.right_edge.i + 1 < len(verb.doc) and verb.right_edge.nbor(1).text == ";"):
        content = [(a, b) for a, b in content if b <= verb.idx]  # '..., X said; Y denied it'
    return _draft(verb, source, content, "parenthesis", words) if content else None


def _impersonal(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'X is expected to ...', 'X was said to be ...', 'X seems to ...': nobody is named, or only after 'by'."""
    if lemma in words.appearance:
        held = next((t for t in verb.children if t.dep_ in ("nsubj", "expl")), None)
    elif lemma in words.impersonal and sources.is_passive(verb):
        held = sources.patient(verb)
    else:
        return None
    told = next((t for t in verb.children if t.dep_ in ("xcomp", "oprd", "acomp")), None)
    if held is None or told is None or lemma in ("ask", "tell", "require", "call", "accuse"):
        return None
    content = [_subtree(held), _subtree(told)] if held.lower_ != "it" else [_subtree(told)]
    return _draft(verb, sources.agent(verb) if sources.is_passive(verb) else None, content, "impersonal", words)


def _quoting(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'citing X', 'X was quoted as saying', 'quoted X as saying': X is the source, and who cites X relays."""
    if lemma not in ("cite", "quote"):
        return None
    if sources.is_passive(verb):
        return _quoted_as(verb, words)
    if lemma == "quote" and (said := _quoted_actively(verb, words)) is not None:
        return said
    named = next((t for t in verb.children if t.dep_ == "dobj"), None)
    if named is None or verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "xcomp", "acl", "conj", "pcomp"):
        return None
    if named.lemma_ == "interview":  # 'citing his interview with Reuters': a medium, not a source
        return None
    clause = next((t for t in named.children if t.dep_ in ("acl", "relcl", "ccomp") and any(c.dep_ == "mark" for c in t.children)), None)
    if clause is not None:
        source = (named.left_edge, verb.doc[clause.left_edge.i - 1])
        content = [_subtree(clause)]
    else:
        source, content = (named.left_edge, named.right_edge), _cited(verb)
    if not content:
        return None
    return replace(_draft(verb, source, content, "citing", words), outer=_who_cites(verb, words).i)


def _who_cites(verb: Token, words: Cues) -> Token:
    """The verb of speech that 'citing' hangs on, past the verb of what is said: 'X reports, citing Y, that ...'."""
    up = verb.head
    return up.head if up.lemma_ not in words.clause and up.dep_ in ("advcl", "ccomp") and up.head.lemma_ in words.clause else up


def _cited(verb: Token) -> list[Range]:
    """What the verb that cites hangs on says: its clause or object, else its whole clause."""
    up = verb.head
    if up.dep_ == "parataxis":
        return _without(_subtree(up.head), _subtree(up))
    inner = [t for t in up.children if t.dep_ in ("ccomp", "dobj") and t != verb]
    if inner:
        return [_subtree(t) for t in inner]
    led = next((t for t in up.children if t.dep_ == "prep" and t.lower_ == "according" and t.i < verb.i), None)
    pieces = _without(_subtree(up), _subtree(verb))
    # 'according to X, citing Y': that it is X who tells of it is none of Y's words
    return pieces if led is None else [part for piece in pieces for part in _without(piece, _subtree(led))]


def _quoted_actively(verb: Token, words: Cues) -> Draft | None:
    """'Nine died, X quoted Y as saying': what stands before is Y's word."""
    named = next((t for t in verb.rights if t.dep_ == "dobj"), None)
    saying = next((c for t in verb.rights if t.dep_ == "prep" and t.lower_ == "as" for c in t.children if c.dep_ == "pcomp"), None)
    clauses = [_subtree(t) for t in verb.lefts if t.dep_ == "ccomp"]
    if named is None or saying is None or not clauses:
        return None
    return _draft(saying, (named.left_edge, named.right_edge), clauses, "quoted as saying", words)


def _quoted_as(verb: Token, words: Cues) -> Draft | None:
    """'X was quoted as saying that ...', '..., X was quoted as saying by local media'."""
    source = sources.patient(verb)
    if source is None:
        return None
    saying = next((c for t in verb.children if t.dep_ == "prep" and t.lower_ == "as" for c in t.children if c.dep_ == "pcomp"), None)
    clauses = [t for v in (verb, saying) if v is not None for t in v.children if t.dep_ == "ccomp"]
    if saying is None or not clauses:
        return None
    return _draft(verb, (source.left_edge, source.right_edge), [_subtree(t) for t in clauses], "quoted as saying", words)


def _putting(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'put the death toll at 16', 'gave a toll of nine'."""
    if lemma not in words.putting | words.giving:
        return None
    thing = next((t for t in verb.children if t.dep_ == "dobj" and (t.lemma_.lower() in words.tolls or t.lower_ == "it")), None)
    if lemma in words.giving:
        given = thing is not None and any(t.lower_ == "of" for t in thing.rights)
        return _draft(verb, sources.subject(verb), [_subtree(thing)], "putting", words) if thing is not None and given else None
    at = next((t for t in verb.children if t.dep_ == "prep" and t.lower_ == "at"), None)
    source = sources.subject(verb)
    if thing is None or at is None or source is None:
        return None
    last = max((t.right_edge for t in verb.rights if t.dep_ == "prep" and t.lower_ in ("at", "to", "with")), key=lambda t: t.i)
    return _draft(verb, source, [_range((thing.left_edge, last))], "putting", words)


def _naming(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'called the strike a crime', 'described it as a crime', 'was called a crime by X'."""
    if lemma not in words.naming:
        return None
    passive = sources.is_passive(verb)
    named = sources.patient(verb) if passive else next((t for t in verb.children if t.dep_ == "dobj"), None)
    name = next((t for t in verb.children if t.dep_ in ("oprd", "ccomp", "xcomp") or (t.dep_ == "prep" and t.lower_ == "as")), None)
    if name is None:
        return None
    content = [] if named is None or named.pos_ == "PRON" else [_subtree(named)]
    if name.dep_ == "prep":
        objects = [t for t in name.children if t.dep_ in ("pobj", "pcomp", "amod")]
        content += [_range((objects[0].left_edge, name.right_edge))] if objects else []
    else:
        content.append(_subtree(name))
    return _draft(verb, sources.agent(verb) if passive else sources.subject(verb), content, "naming", words) if content else None


def _infinitive(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'vowed to fight', 'urged Israel to withdraw', 'called on them to go'."""
    if lemma not in words.infinitive:
        return None
    told = next(
        (t for t in verb.children if t.dep_ in ("xcomp", "advcl") and t.i > verb.i and any(c.lower_ == "to" and c.dep_ == "aux" for c in t.children)),
        None,
    )
    if told is None or (told.dep_ == "advcl" and lemma not in ("urge", "ask", "call", "order", "invite", "tell", "beg")):
        return None
    return _draft(verb, sources.subject(verb), [_subtree(told)], "infinitive", words)


def _gerund(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'denied targeting civilians', 'admitted having fired first'."""
    told = next((t for t in verb.rights if t.dep_ == "xcomp" and t.tag_ == "VBG"), None)
    if lemma not in words.gerund or told is None or sources.is_passive(verb):
        return None
    return _draft(verb, sources.subject(verb), [_subtree(told)], "gerund", words)


def _preposition(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'accused X of ...', 'warned of ...', 'called for ...'."""
    allowed = words.prepositions.get(lemma)
    if allowed is None:
        return None
    for prep in verb.children:
        if prep.dep_ in ("prep", "prt") and prep.lower_ in allowed:
            objects = [t for t in prep.children if t.dep_ in ("pobj", "pcomp")]
            if objects:
                return _draft(verb, sources.subject(verb), [_range((objects[0].left_edge, objects[-1].right_edge))], "preposition", words)
    return None


def _object(verb: Token, lemma: str, words: Cues) -> Draft | None:
    """'announced a ceasefire', 'condemned the attack', 'the attack was condemned by X'."""
    if lemma not in words.object:
        return None
    passive = sources.is_passive(verb)
    thing = sources.patient(verb) if passive else next((t for t in verb.children if t.dep_ == "dobj"), None)
    source = sources.agent(verb) if passive else sources.subject(verb)
    if thing is None or source is None:
        return None
    completing = (t.right_edge for t in verb.children if t.dep_ == "prep" and t.i > thing.i and _completes(t, lemma, words))
    end = max([thing.right_edge, *completing], key=lambda t: t.i)
    made = _draft(verb, source, [_range((thing.left_edge, thing.right_edge if passive else end))], "object", words)
    # who dismisses a claim speaks of what it says, whatever they feel
    return replace(made, force="speech") if made.polarity == "denied" and thing.lemma_ in words.noun_of | words.noun_clause else made


def _according(token: Token, words: Cues) -> Draft | None:
    """'..., according to X': the sentence without the phrase; in the middle of it, what stands before."""
    to = token if token.lower_ == "per" else next((t for t in token.children if t.dep_ == "prep"), token)
    named = next((t for t in to.children if t.dep_ == "pobj"), None)
    if named is None or (token.lower_ == "per" and token.head.pos_ not in ("VERB", "AUX")):
        return None
    phrase = (token.idx, named.right_edge.idx + len(named.right_edge))
    content = _clause_around(token, phrase)
    draft = _draft(token, _who_counts(named, words), content, "according", words)
    return replace(draft, cue=((token.idx, to.idx + len(to)),)) if content else None


def _who_counts(named: Token, words: Cues) -> Words:
    """The words of a source, of a count who made it: AFP in 'according to a tally by AFP based on official figures'."""
    by = next((t for t in named.rights if t.dep_ == "prep" and t.lower_ == "by"), None) if named.lemma_ in words.counts else None
    maker = next((t for t in by.children if t.dep_ == "pobj"), None) if by is not None else None
    if maker is None:
        return named.left_edge, named.right_edge
    last = next((t for t in maker.rights if t.dep_ in ("acl", "relcl")), None)
    return maker.left_edge, maker.right_edge if last is None else maker.doc[last.left_edge.i - 1]


def _clause_around(token: Token, phrase: Range) -> list[Range]:
    """The clause that a phrase speaks of: its relative clause, else the sentence."""
    head = token.head
    if head.dep_ in ("relcl", "acl") and head.right_edge.i <= token.right_edge.i + 1:
        return _without(_subtree(head), phrase)
    sentence = token.sent
    opens = token.text[:1].isupper() and token.i > sentence.start  # a sentence begins here whose full stop before was lost
    whole = (token.idx if opens else sentence.start_char, sentence.end_char)
    return [piece for piece in _without(whole, phrase) if any(c.isalnum() for c in sentence.doc.text[piece[0] : piece[1]])]


def _hearsay(token: Token, words: Cues) -> Draft | None:
    """'reportedly': the clause, without a source."""
    if token.head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    return _draft(token, None, _without(_subtree(token.head), _subtree(token)), "hearsay", words)


def _completes(prep: Token, lemma: str, words: Cues) -> bool:
    """Whether a phrase behind the object belongs to what is said: 'praised X for ...', 'reported strikes with a death toll of 47'."""
    if prep.lower_ == "with":
        return any(t.dep_ == "pobj" and t.lemma_.lower() in words.tolls for t in prep.children)
    return prep.lower_ in ("for", "among") or (prep.lower_ == "as" and lemma == "quote")


def _noun_frame(noun: Token, lemma: str, words: Cues) -> Draft | None:
    """'the claim that ...', 'his promise to ...', 'a report of ...'."""
    for child in noun.children:
        if child.i < noun.i:
            continue
        is_clause = child.dep_ in ("acl", "ccomp", "relcl") and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        if is_clause and lemma in words.noun_clause:
            return _draft(noun, _owner(noun), [_subtree(child)], "noun clause", words)
        if child.dep_ == "acl" and child.tag_ == "VB" and lemma in words.noun_infinitive:
            return _draft(noun, _owner(noun), [_subtree(child)], "noun infinitive", words)
    owner = _owner(noun)
    if lemma in words.counts | words.tolls:
        return _count(noun, lemma, words)
    if lemma in words.noun_of and owner is not None:
        of = next((t for t in noun.children if t.dep_ == "prep" and t.lower_ == "of"), None)
        objects = [t for t in of.children if t.dep_ in ("pobj", "pcomp")] if of is not None else []
        if objects:
            return _draft(noun, owner, [_range((objects[0].left_edge, objects[-1].right_edge))], "noun of", words)
    return None


def _count(noun: Token, lemma: str, words: Cues) -> Draft | None:
    """'A count by the volunteers stood at 60', 'the ministry's tally came to 60': the sentence without who counts."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.pos_ not in ("VERB", "AUX") or verb.i < noun.i:
        return None
    preps = ("by", "from") if lemma in words.counts else ("by",)  # 'the toll from the blast' names no source
    by = next((t for t in (*noun.rights, *verb.lefts) if t.dep_ == "prep" and t.lower_ in preps and noun.i < t.i < verb.i), None)
    named = next((t for t in by.children if t.dep_ == "pobj"), None) if by is not None else None
    if by is not None and named is not None:
        source, phrase = (named.left_edge, named.right_edge), _subtree(by)
    else:
        own = next((t for t in noun.lefts if t.dep_ == "poss"), None) if lemma in words.counts else None
        if own is None:
            return None
        source, phrase = (own.left_edge, own.right_edge), _subtree(own)
    content = [(max(a, phrase[1]), b) for a, b in _without(_subtree(verb), phrase) if b > phrase[1]]
    return _draft(noun, source, content, "count", words) if content else None


def _owner(noun: Token) -> Words | None:
    """Whose word a noun of speech is: 'his claim', 'a report by X', 'X made the claim'."""
    own = next((t for t in noun.children if t.dep_ == "poss"), None)
    if own is not None:
        return own.left_edge, own.right_edge
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("by", "from"):
            named = next((t for t in prep.children if t.dep_ == "pobj"), None)
            if named is not None:
                return named.left_edge, named.right_edge
    if noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in ("make", "issue", "release", "have", "give", "repeat", "voice", "express", "publish"):
        return sources.subject(noun.head)
    return None
