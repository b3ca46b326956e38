"""What a number counts: the phrase behind it, its head noun, and the noun's class from the lexicon."""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from reportedly import lexicons
from reportedly.detect.phrases import words

PERSONS = frozenset({"military", "civilian", "person"})
_CLASSES = (
    *("military", "civilian", "person", "munition", "vehicle", "place", "attack", "equipment_people"),
    *("length", "surface", "weight", "share", "time", "money", "never"),
)
_INNER_TAGS = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "POS", "HYPH", "CD", "RB", "RBR", "AFX", "``", "''"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "that",
        "which",
        "who",
        "whose",
        "when",
        "while",
        "after",
        "before",
        "during",
        "since",
        "and",
        "or",
        "but",
        "it",
        "its",
        "they",
        "their",
        "he",
        "his",
        "she",
        "her",
        "we",
        "our",
        "us",
        "them",
        "this",
        "these",
        "those",
        "there",
        "not",
        "no",
        "will",
        "would",
        "may",
        "might",
        "can",
        "could",
        "should",
        "said",
        "says",
        "about",
        "over",
        "near",
        "into",
        "under",
        "within",
        "against",
        "including",
        "among",
        "between",
        "because",
        "due",
        "if",
        "so",
        "than",
        "then",
        "also",
        "both",
        "all",
        "more",
        "most",
    ]
)
_FILLERS = frozenset({"more", "other", "others", "additional", "further", "or", "so", "people", "so-called", "such"})
_REACH = 9
_STATES = frozenset({"dead", "wounded", "injured", "missing", "hurt", "killed"})
_CALIBRE = frozenset({"caliber", "calibre", "mm", "millimeter", "millimetre", "mm."})
_CONTAINERS = frozenset({"unit", "units", "piece", "pieces", "item", "items", "types", "pairs"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The phrase that a number counts: tokens [start, end) without the number, its head (None where it is elided), lemma and class."""

    start: int
    end: int
    head: int | None
    lemma: str | None
    kind: str | None
    compound: str | None = None  # the head with the words that name its kind: 'supply route', 'cruise missile'


@cache
def _table() -> dict[str, str]:
    words: dict[str, str] = {}
    nouns = lexicons.table("en/nouns")
    for name in reversed(_CLASSES):
        words.update({word.lower(): name for word in nouns[name]["words"]})
    return words


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(word.lower() for party in lexicons.parties() for word in party.get("people", ()))


@cache
def singular(word: str) -> str:
    """The singular of a noun form in lower case ('Civilians' -> 'civilian', 'people' -> 'person')."""
    low = word.lower()
    irregular: dict[str, str] = lexicons.table("en/nouns")["irregular"]
    if low in irregular:
        return irregular[low]
    if low in _table() or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if low.endswith(ending):
            return low[: -len(ending)] + instead
    return low[:-1]


def noun_class(word: str) -> str | None:
    """The lexicon's class of a noun form ('soldiers' -> 'military'), or None."""
    found = _table().get(singular(word)) or _table().get(word.lower())
    return found or ("person" if word.lower() in _demonyms() or singular(word) in _demonyms() else None)


def measure_class(kind: str | None) -> str | None:
    """The class by which measures are looked up: every kind of person is 'person'."""
    return {"military": "person", "civilian": "person", "equipment_people": "units"}.get(kind or "", kind)


def counted(doc: Doc, first: int, last: int, stops: frozenset[str]) -> Counted:
    """What the number in tokens [first, last) counts; `stops` are forms that end the phrase (effect words) where a noun stands before them."""
    limit = min(doc[first].sent.end, last + _REACH)
    start = _past_gloss(doc, last, limit)
    if start + 1 < limit and doc[start].lower_ == "more" and doc[start + 1].lower_ not in ("than", "of"):  # 'four more soldiers'
        start += 1
    if start < limit and doc[start].lower_ == "of" and start + 1 < limit:
        start += 2 if doc[start + 1].lower_ in ("the", "these", "those", "its", "their", "his", "her", "our", "all") else 1
    chain = _chain(doc, start, limit, stops)
    head = _head(doc, chain)
    if head is not None and doc[head].lower_ in _CONTAINERS and head + 2 < limit and doc[head + 1].lower_ == "of":
        inner = _head(doc, _chain(doc, head + 2, limit, stops))
        head = inner if inner is not None and noun_class(doc[inner].text) in ("vehicle", "munition", "place") else head
    if head is None:
        return Counted(last, last, None, None, None)
    return Counted(start, head + 1, head, singular(doc[head].text), _class_of(doc, start, head), _compound(doc, start, head))


@cache
def _kind_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = lexicons.table("en/nouns")["kinds"]
    return frozenset(table["adjectives"]), frozenset(table["of_units"]), frozenset(table["no_kind"])


def labelled(doc: Doc, first: int) -> Counted | None:
    """The noun that a list puts before its number: 'tanks - 9,967 (+9), artillery systems - 22,773'; None where none stands there."""
    at = first - 1
    while at > 0 and doc[at].lower_ in words("label_hedges"):
        at -= 1
    head = at - 1
    if head < doc[first].sent.start or doc[at].text not in words("label_marks") or noun_class(doc[head].text) is None:
        return None
    start = head
    while start > doc[first].sent.start and doc[start - 1].tag_ in ("NN", "NNS", "JJ", "VBN", "VBG", "HYPH"):
        start -= 1
    return Counted(start, head + 1, head, singular(doc[head].text), noun_class(doc[head].text), _compound(doc, start, head))


def _compound(doc: Doc, start: int, head: int) -> str | None:
    """The head with the common nouns and kind adjectives right before it: 'two ISIL weapons caches' -> 'weapons cache'."""
    adjectives, of_units, no_kind = _kind_words()
    kinds = adjectives | of_units if noun_class(doc[head].text) == "equipment_people" else adjectives
    first = head
    for token in reversed(list(doc[start:head])):
        low = token.lower_
        hyphen = token.text == "-" and first < head + 1 and not token.whitespace_
        noun = token.tag_ in ("NN", "NNS") and token.text.islower() and low not in no_kind and noun_class(low) != "time"
        if not (hyphen or noun or low in kinds or (token.text.isupper() and noun_class(low) is not None)):
            break
        first = token.i
    while first < head and "-" in (doc[first].text, doc[first - 1].text):  # 'range' of 'short-range missiles' alone names no kind
        first += 1
    words = "".join(t.text_with_ws for t in doc[first:head]).lower() if first < head else ""
    return f"{words}{singular(doc[head].text)}" if words.strip() else None


def _past_gloss(doc: Doc, start: int, limit: int) -> int:
    """Past a plus sign, a percent sign's blank or a parenthesis that stands between number and noun: '846,000 (+1,340) personnel'."""
    while start < limit and doc[start].text in ("+", "-", "-strong", "strong", '"', "”", "``", "''", "plus"):
        start += 1
    if start < limit and doc[start].text == "(":
        close = next((i for i in range(start, min(start + 6, limit)) if doc[i].text == ")"), None)
        if close is not None and any(c.isdigit() for c in doc[start:close].text):
            return close + 1
    return start


def _chain(doc: Doc, start: int, limit: int, stops: frozenset[str]) -> list[Token]:
    chain: list[Token] = []
    place = start
    while place < limit:
        token = doc[place]
        gloss = _short_gloss(doc, place, limit) if token.text == "(" and chain else 0
        if gloss:
            place = gloss
            continue
        if not _continues(token, chain, stops):
            break
        chain.append(token)
        place += 1
    return chain


def _short_gloss(doc: Doc, place: int, limit: int) -> int:
    """The place behind a short parenthesis that a noun follows, else 0: 'Islamic State (IS) militants'."""
    close = next((i for i in range(place, min(place + 4, limit)) if doc[i].text == ")"), None)
    return close + 1 if close is not None and close + 1 < limit and noun_class(doc[close + 1].text) is not None else 0


def _continues(token: Token, chain: list[Token], stops: frozenset[str]) -> bool:
    low = token.lower_
    if low in ("percent", "%"):
        return not chain
    if token.is_punct and (token.text not in ("-", "–", "'", "’", '"', "“", "”") or _is_dash(token)):
        return False
    if chain and _is_whole(chain[-1]) and low in _STATES:
        return False
    if _is_stop(token, low, stops) and (_has_noun(chain) or not _modifies(token)):
        return False
    if token.text == "IS":  # the group, which taggers take for the verb
        return True
    if low in _STOP:
        return low in ("and", "or") and bool(chain) and _joins(token)
    if chain and _is_whole(chain[-1]) and noun_class(low) is None and token.text not in ("-", "–", "'", "’"):
        return False
    return not token.tag_ or token.tag_ in _INNER_TAGS or noun_class(low) is not None or low in _FILLERS


def _is_dash(token: Token) -> bool:
    """Whether a mark like a hyphen stands apart: '3 Civilians - Reports'."""
    return token.text in ("-", "–") and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _is_stop(token: Token, low: str, stops: frozenset[str]) -> bool:
    """Whether a form is an effect here, and no noun or modifier: 'missiles hit the square', but 'missile strikes', 'ISIL-held'."""
    if low not in stops or (token.i > 0 and token.nbor(-1).text in ("-", "–")):
        return False
    if low == "fighting" and token.i + 1 < len(token.doc) and noun_class(token.nbor(1).text) in ("vehicle", "place"):
        return False
    return noun_class(low) is None or token.tag_ in ("VBD", "VBP", "VBZ", "VB") or (token.tag_ in ("VBN", "VBG") and not _modifies(token))


def _is_whole(token: Token) -> bool:
    """Whether a known noun in the plural closes its phrase: 'children ages 6', 'fighters Monitoring group'."""
    return noun_class(token.text) is not None and singular(token.text) != token.lower_


def _joins(token: Token) -> bool:
    """Whether 'and' joins two modifiers of one noun: 'army and paramilitary troops'."""
    after, before = token.i + 1, token.i - 1
    doc = token.doc
    return (
        after + 1 < len(doc)
        and doc[before].tag_ in ("JJ", "NNP", "NN")
        and doc[after].tag_ in ("JJ", "NNP", "NN", "VBN")
        and doc[after + 1].tag_ in ("NNS", "NN")
    )


def _modifies(token: Token) -> bool:
    """Whether a participle stands before a noun: '12 wounded soldiers', 'two besieged Syrian towns'."""
    for following in token.doc[token.i + 1 : token.i + 3]:
        if following.tag_ in _NOUN_TAGS or (not following.tag_ and noun_class(following.text) is not None):
            return not following.is_digit
        if following.tag_ not in ("JJ", "VBN", "HYPH"):
            return False
    return False


def _has_noun(chain: list[Token]) -> bool:
    return any(t.tag_ in _NOUN_TAGS or noun_class(t.text) is not None for t in chain)


def _head(doc: Doc, chain: list[Token]) -> int | None:
    known = [t for t in chain if not _hyphened(t) and (t.tag_ in ("NNS", "NNPS", "NN", "NNP") or noun_class(t.text) is not None)]
    if not known:
        return next((t.i for t in chain if t.lower_ in ("other", "others")), None)
    head = known[-1]
    # A proper name behind the noun is no part of it: 'civilians Thursday', '20 people Aleppo'.
    while (
        len(known) > 1
        and noun_class(head.text) in (None, "time")
        and noun_class(known[-2].text) is not None
        and (head.tag_ in ("NNP", "NNPS") or noun_class(head.text) == "time")
    ):
        known.pop()
        head = known[-1]
    return head.i


def _hyphened(token: Token) -> bool:
    """Whether a hyphen follows: 'ISIL' in 'ISIL-held buildings'."""
    doc, after = token.doc, token.i + 1
    return after < len(doc) and doc[after].text in ("-", "–") and not token.whitespace_


def _class_of(doc: Doc, start: int, head: int) -> str | None:
    if any(t.lower_.rstrip(".") in ("square", "sq") for t in doc[start : head + 1]):
        return "surface"
    if head > start and f"{doc[head - 1].lower_} {singular(doc[head].text)}" in _table():
        return _table()[f"{doc[head - 1].lower_} {singular(doc[head].text)}"]
    return "never" if any(t.lower_ in _CALIBRE for t in doc[start:head]) else noun_class(doc[head].text)
