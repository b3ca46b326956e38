"""Every type that crosses a stage.

All records are frozen, slotted dataclasses; msgspec writes and reads their JSON (`codec.py`). Offsets are Python string indices (code points) into
`Report.text`, end exclusive: `text[start:end]` is always exactly the `text` beside them. A field that the report does not support is None.
Field names follow PARC/PolNeAR (source, cue, content), UCDP GED (low, best, high, where_prec, date_prec) and ACLED (event types).
"""

from dataclasses import dataclass, field
from typing import Literal

SCHEMA_VERSION = 1

Speech = Literal["direct", "indirect", "mixed", "unattributed"]
ActorKind = Literal["person", "office", "organisation", "outlet", "unnamed"]
Stance = Literal["asserted", "denied", "possible", "planned", "unverified"]
Hedge = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
Measure = Literal[
    "killed", "wounded", "casualties", "captured", "missing", "displaced", "released", "affected", "deployed", "equipment_lost",
    "launched", "delivered", "attacks", "places_hit", "places_taken", "distance", "area", "other",
]  # fmt: skip
Scope = Literal["incident", "period", "cumulative", "stock"]
Role = Literal["military", "civilian", "mixed", "unknown"]
Age = Literal["child", "adult"]
Sex = Literal["female", "male"]
Anchor = Literal["published", "spoken", "stated"]
FindingKind = Literal["copy", "quotes", "repeat", "corroborates", "contradicts", "denies", "part_of", "updates", "falls", "drift", "slip"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a report's text: `report.text[start:end] == text`."""

    start: int
    end: int
    text: str


# read ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was read; `text` is never altered afterwards."""

    report_id: str  # sha256 over text and source (outlet, url or own_id, published)
    report_ref: str  # the report's own id as it came in
    text: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None  # ISO date, or ISO date and time
    language: str | None = None  # ISO 639-1
    title: str | None = None
    raw_sha256: str | None = None  # of the bytes that the report was read from
    media_type: str = "text/plain"
    own_id: str | None = None  # the id that its maker gave it (JSONL id, feed guid)
    body: int = 0  # the offset at which its own words begin, behind head lines such as "date: 2025-02-08"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An input that could not be read, or a report that could not be worked on, with the reason; the run went on without it."""

    source: str  # the path, URL or line that failed
    stage: Literal["read", "detect", "resolve", "ledger"]
    reason: str
    raw_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """One input: where it came from, in the words of `Quarantined.source`, and the report that it is or why it is none."""

    source: str
    item: Report | Quarantined


# detect -------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say what: source, cue and content as PARC and PolNeAR define them, each of one or more spans."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: Literal["direct", "indirect", "mixed", "reported"]  # reported: a thing or topic spoken of, no clause ('announced a ceasefire')
    parent: int | None = None  # index of the enclosing attribution in Detection.attributions
    rule: str = ""
    force: Literal["speech", "thought", "intention", "attitude", "evidence"] = "speech"  # what the cue says of its source
    polarity: Literal["affirmed", "negated", "denied", "refused"] = "affirmed"
    addressee: Span | None = None  # 'told Reuters'
    medium: Span | None = None  # 'in an interview with Reuters', 'on Telegram'


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name a person, an office, an organisation or an outlet."""

    span: Span
    kind: ActorKind
    head: str  # the lemma of the head noun, or the name
    role: str | None = None  # of a person: the title or description beside the name ('Defence Minister', 'head of the observatory')
    subject: bool = False  # whether it is the subject of a sentence's main verb


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words that say when."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that may name a place; resolve decides which, or that it is none."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text with the words around it that say what it counts; no meaning is looked up yet."""

    number: Span
    hedge: Span | None = None  # 'at least', 'about'
    counted: Span | None = None  # the noun phrase counted, without the number
    noun: str | None = None  # lemma of the counted phrase's head
    effect: Span | None = None  # the word that carries what happened: verb, noun, participle
    effect_lemma: str | None = None
    agent: Span | None = None  # who did it (subject of an active effect, 'by ...')
    patient: Span | None = None  # whom it befell, where that is not the counted phrase
    owner: Span | None = None  # whose they are: 'Russian' soldiers, soldiers 'of the ...'
    scope: Span | None = None  # words that decide the scope: 'since the start', 'in the past day'
    stance: Span | None = None  # words that decide the stance: 'may', 'plans to', 'not'
    rule: str = ""
    noun_class: str | None = None  # the lexicon's class of the counted noun: military, civilian, munition, place ... (lexicons/en/nouns.toml)
    group: str | None = None  # the lexicon's group of the effect word: kill, wound, destroy ... (lexicons/en/measures.toml)
    compound: str | None = None  # the head with the words that name its kind, singular: 'supply route', 'infantry fighting vehicle'


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event without a figure, with its participants as they stand in the text."""

    span: Span
    lemma: str
    agent: Span | None = None
    patient: Span | None = None
    stance: Span | None = None
    rule: str = ""
    kind: str = ""  # key of `kinds` in lexicons/en/events.toml
    means: Span | None = None  # with what: 'with drones', 'in an air strike'
    standing: Stance | None = None  # what the stance words make of the event; None where it is told as having happened


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim to be: the words that carry it, whose words they are, and either a quantity or a trigger."""

    quote: Span
    sentence: Span
    attribution: int | None = None  # index of the innermost attribution whose content holds it
    quantity: Quantity | None = None
    trigger: Trigger | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """All that language alone gives of one report: the output of detect and the input of resolve.

    One is equal to itself only, so that what is worked out from it can be remembered.
    """

    report: Report
    sentences: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    model: "ModelVersion | None" = None


# resolve ------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """The language model that parsed a report; None in a Detection means rules only."""

    name: str
    version: str
    sha256: str  # over its weights


@dataclass(frozen=True, slots=True)
class MadeBy:
    """The versions of everything that made a claim."""

    rules: str
    lexicons: str  # sha256 over the lexicon files
    model: ModelVersion | None


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What a claim repeats of its report, so that a line of an export stands alone."""

    report_id: str
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that carry a claim, with some context on both sides (W3C TextQuoteSelector)."""

    start: int
    end: int
    text: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """The innermost source of a claim."""

    start: int
    end: int
    text: str
    name: str  # in full, as the report names it anywhere
    kind: ActorKind
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the relay chain; the words may be absent only for an unnamed source."""

    name: str
    kind: ActorKind
    start: int | None
    end: int | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, in ACLED's event and sub-event names."""

    type: str
    sub_type: str | None
    trigger: Span
    actor: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its meaning: bounds are inclusive, None is open (UCDP low, high)."""

    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    hedge: Hedge
    measure: Measure
    unit: str | None
    counted: Span | None = None
    party: str | None = None
    role: Role | None = None
    age: Age | None = None
    sex: Sex | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the words, and the gazetteer's place where they could be resolved (WGS 84 degrees; UCDP where_prec 1-7)."""

    start: int
    end: int
    text: str
    name: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # ISO 3166-2
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    where_prec: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When: an interval of ISO dates, ends inclusive, None is open, and the words that say so (UCDP date_prec 1-5)."""

    start: str | None
    end: str | None
    text_start: int
    text_end: int
    text: str
    date_prec: int | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words and the rule that gave an inferred field."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about a claim that a reader should look at; nothing was changed for it."""

    kind: str
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed claim: the record that the ledger stores and every export derives from (docs/concepts.md)."""

    claim_key: str
    claim_id: str
    report_ref: str
    report: ReportHead
    quote: Quote
    speech: Speech
    stance: Stance
    made_by: MadeBy
    cue: Span | None = None
    speaker: Speaker | None = None
    chain: tuple[Link, ...] = ()
    origin: str | None = None
    event: Event | None = None
    figure: Figure | None = None
    place: Place | None = None
    date: When | None = None
    spoken: str | None = None
    as_of: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    schema: int = SCHEMA_VERSION


# compare ------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """How claims or reports relate, with the rule that found it and a reason that a person can read; derived, and rebuildable (docs/findings.md).

    Claims and reports stand in the order of publication, each once; figures are the texts of the claims' figures, in the order of the claims.
    """

    kind: FindingKind
    claims: tuple[str, ...]  # claim_keys; verbatim copies of a report share theirs
    reports: tuple[str, ...]  # report_refs
    rule: str
    reason: str
    figures: tuple[str, ...] = ()
    how: Literal["hedge", "stance", "figure", "noun", "attribution"] | None = None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as compare reads it from the ledger, with the outlet whose text it is: of the report that its report copies, else of its own."""

    claim: Claim
    source: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a claim: an edge with a user and a time, never an overwrite."""

    claim_key: str
    user: str
    at: str  # ISO date and time, UTC
    verdict: Literal["right", "wrong", "unsure"]
    field: str | None = None
    note: str | None = None
    withdraws: str | None = None  # id of the judgement that this one takes back
