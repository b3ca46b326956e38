"""What an event word means: ACLED's event and sub-event type, and who did it to whom under their short names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from reportedly import lexicons
from reportedly.detect.events import kind_of
from reportedly.records import Detection, Event, Evidence, Figure, Quantity, Span, Statement
from reportedly.resolve.parties import opponent_of, parties_in, party_of
from reportedly.resolve.registers import sentences_after, sentences_before
from reportedly.resolve.territories import taker

_WORD = re.compile(r"[^\W_]+")
_DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|our|my|this|that|these|those|some|several|many|all|another)\s+", re.IGNORECASE)
_Named = tuple[str, str]  # a short name and the rule that gave it
_REMOTE = "Explosions/Remote violence"
_HARMED = frozenset({"kill", "wound", "missing", "capture"})
_SENTENCES_BACK = 2
_LOOK_BACK = 400  # characters before 'they' in which the party that it stands for is looked for: two or three sentences


@dataclass(frozen=True, slots=True)
class _Scene:
    """An event word with what stands around it."""

    span: Span
    kind: str
    agent: Span | None
    patient: Span | None
    means: Span | None
    sentence: Span
    figure: Figure | None  # what the statement counts


def event(
    statement: Statement, detection: Detection, side: str | None, *, figure: Figure | None = None, country: str | None = None
) -> tuple[Event | None, dict[str, Evidence]]:
    """The event that the statement tells, with evidence for its inferred fields; None where its words name none that ACLED has a type for.

    `side` is the speaker's side, for 'our guys', 'we', 'the enemy'; None where it is not known, and then these words stay words.
    `figure` is what the statement counts, which may say whose soldiers they were; `country` (ISO 3166-1) is where it happened.
    Types and sub-types are ACLED's names (codebook of October 2024); the sub-type is None where the words do not decide it.
    """
    scene = _scene(statement, figure)
    if scene is None:
        return None, {}
    kind, words = _refined(scene, detection)
    event_type, sub_type = lexicons.table("en/events")["kinds"][kind]
    if not event_type:
        return None, {}
    evidence = {"event.type": _evidence(words, f"event-kind:{kind}")}
    actor, target = _borne(scene, *_participants(scene, detection.report.text, side))
    for role, phrase, named in (("actor", scene.agent, actor), ("target", scene.patient, target)):
        if phrase is not None and named is not None:
            evidence[f"event.{role}"] = _evidence(phrase, named[1])
    if kind in {"capture", "retake"}:
        sub_type, rule = taker(actor and actor[0], target and target[0], country, again=kind == "retake")
        evidence["event.sub_type"] = _evidence(scene.agent or scene.span, f"event-territory:{rule}")
    return Event(event_type, sub_type or None, scene.span, actor and actor[0], target and target[0]), evidence


def _scene(statement: Statement, figure: Figure | None) -> _Scene | None:
    """The event word of a statement, from its trigger or from its quantity's effect."""
    trigger, quantity = statement.trigger, statement.quantity
    if trigger is not None and trigger.kind:
        return _Scene(trigger.span, trigger.kind, trigger.agent, trigger.patient, trigger.means, statement.sentence, figure)
    if quantity is None or quantity.effect is None or not quantity.effect_lemma:
        return None
    kind = kind_of(quantity.effect_lemma)
    if kind is None or (figure is not None and figure.measure in lexicons.table("en/events")["counted"]["eventless"]):
        return None
    if kind == "capture" and figure is not None and figure.measure == "captured":
        kind = "prisoners"
    return _Scene(quantity.effect, kind, _doer(quantity, statement.sentence), _befallen(quantity, kind), None, statement.sentence, figure)


def _doer(quantity: Quantity, sentence: Span) -> Span | None:
    """Who did it: the agent, but not where it only had to do with it: 'The hospital received 170 wounded', 'The rebels lost nine killed'."""
    agent, effect, number = quantity.agent, quantity.effect, quantity.number
    if agent is None or effect is None or quantity.group not in _HARMED or not agent.end <= number.start < effect.start:
        return agent
    between = _lower(sentence.text[max(0, agent.end - sentence.start) : max(0, number.start - sentence.start)])
    return agent if _forms_of("undone").isdisjoint(between) else None


def _befallen(quantity: Quantity, kind: str) -> Span | None:
    """Whom it befell: the counted ones, but for what is launched and for attacks that are counted themselves."""
    if quantity.patient is not None or kind in {"shelling", "airstrike", "strike", "attack", "clash", "aid", "explosion"}:
        return quantity.patient
    return quantity.counted or quantity.owner


# the type -----------------------------------------------------------------------------------------------------------------------------


def _refined(scene: _Scene, detection: Detection) -> tuple[str, Span]:
    """The kind that the means or the one that it befell decide, and the words that say so."""
    table = lexicons.table("en/events")["refine"]
    if scene.kind == "interception" and _holds(scene.patient, "manned"):
        return "strike", scene.span
    if scene.kind not in table["kinds"]:
        return scene.kind, scene.span
    found = _by_means(scene.kind, (scene.means, scene.agent, scene.span))
    vague = (found is None or found[0] == "strike") and not (scene.kind == "attack" and _on_ground(scene))
    around = [f for words in _around(scene, detection) if (f := _by_words(scene, words)) is not None] if vague else []
    told = next((f for f in around if f[0] != "strike"), next(iter(around), None))
    if told is not None and scene.kind in table["told_around"] and (found is None or _is_remote(told[0])):
        return told
    return found or _by_patient(scene)


def _is_remote(kind: str) -> bool:
    return bool(lexicons.table("en/events")["kinds"][kind][0] == _REMOTE)


def _by_means(kind: str, phrases: tuple[Span | None, ...]) -> tuple[str, Span] | None:
    violent = lexicons.table("en/events")["refine"]["befalling"]
    for phrase in phrases:
        for name, words in _means_words().items():
            if phrase is not None and (name != "clash" or kind in violent) and words & _lower(phrase.text):
                return name, phrase
    return None


def _by_words(scene: _Scene, sentence: Span) -> tuple[str, Span] | None:
    """The one kind of violence that a sentence names besides: 'shelling of Kherson ... two people were killed'; nothing where it names two."""
    hits: dict[str, Span] = {}
    for name, start, end in _means_in(sentence.text):
        if not scene.span.start <= sentence.start + start < scene.span.end:
            hits.setdefault(name, Span(sentence.start + start, sentence.start + end, sentence.text[start:end]))
    for vaguer in ("clash", "strike"):  # 'killed when the strike hit ... with a missile': the missile says more
        if len(hits) > 1:
            hits.pop(vaguer, None)
    if len(hits) > 1 and all(map(_is_remote, hits)):
        return "strike", next(iter(hits.values()))
    return next(iter(hits.items())) if len(hits) == 1 else None


@lru_cache(maxsize=512)  # each of a sentence's events asks for it and for its neighbours
def _means_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The kind of violence and the offsets of each word of a means."""
    return tuple((name, *m.span()) for m in _WORD.finditer(text) if (name := _means_of().get(m.group().lower())) is not None)


def _around(scene: _Scene, detection: Detection) -> Iterator[Span]:
    """Where the means may be told, the likeliest first: the sentence, the two before ('Dozens were also wounded'), the one after a report's first.

    Not a sentence on fighting, where fighters were hit: 'The army, backed by the air force, foiled an attack. 25 rebels were killed'.
    """
    yield scene.sentence
    before = sentences_before(detection, scene.sentence.start, _SENTENCES_BACK)
    near = reversed(before) if before else sentences_after(detection, scene.sentence.end, 1)
    for sentence in near:
        if not (_on_ground(scene) and _holds(sentence, "ground")):
            yield sentence


def _on_ground(scene: _Scene) -> bool:
    """Whether fighters were hit, as in fighting."""
    return _holds(scene.patient, "armed") or (scene.figure is not None and scene.figure.role == "military")


def _by_patient(scene: _Scene) -> tuple[str, Span]:
    """Violence against civilians, or a battle, by the one that it befell; the kind itself where that does not say.

    Who harmed civilians is not told with 'were killed' alone, so that the sub-event type stays open ('harm').
    """
    role = scene.figure.role if scene.figure is not None else None
    of_civilians = "murder" if scene.agent is not None or scene.kind == "attack" else "harm"
    violent = lexicons.table("en/events")["refine"]["befalling"]
    if scene.kind == "losses":
        return "clash", scene.span
    if scene.kind in violent and scene.patient is not None:
        if _holds(scene.patient, "armed"):
            return "clash", scene.patient
        if role == "military":  # '198,000 killed' of an army
            return "clash", scene.patient
        if _holds(scene.patient, "people"):
            return of_civilians, scene.patient
    if scene.kind == "killing" and _holds(scene.sentence, "armed") != _holds(scene.sentence, "people"):  # 'killed 28 and wounded 30 fighters'
        return ("clash" if _holds(scene.sentence, "armed") else of_civilians), scene.span
    if scene.kind == "killing" and role in {"military", "civilian"}:
        return ("clash" if role == "military" else of_civilians), scene.span
    if scene.kind == "attack":
        terror = scene.agent is not None and "terrorist" in _lower(scene.agent.text)
        return ("murder" if terror else "clash"), scene.agent if terror and scene.agent is not None else scene.span
    return scene.kind, scene.span


@cache
def _means_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicons.table("en/events")["refine"]["words"].items()}


@cache
def _means_of() -> dict[str, str]:
    """Each of these words with the first kind of violence that it tells."""
    return {word: name for name, words in reversed(_means_words().items()) for word in words}


def _holds(phrase: Span | None, name: str) -> bool:
    return phrase is not None and not _forms_of(name).isdisjoint(_lower(phrase.text))


@cache
def _forms_of(name: str) -> frozenset[str]:
    return frozenset(form for word in lexicons.table("en/events")["refine"][name] for form in _shapes(word))


def _shapes(word: str) -> tuple[str, ...]:
    """A noun's singular and plural."""
    if word == "child":
        return word, "children"
    plural = word[:-3] + "men" if word.endswith("man") else word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeou" else word + "s"
    return word, plural


@lru_cache(maxsize=512)
def _lower(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _WORD.finditer(text))


# the participants ---------------------------------------------------------------------------------------------------------------------


def _participants(scene: _Scene, text: str, side: str | None) -> tuple[_Named | None, _Named | None]:
    """Actor and target; a pronoun of one never stands for the other."""
    phrases = (scene.agent, scene.patient)
    actor, target = (_plainly(phrase, text, side) if phrase is not None else None for phrase in phrases)
    if actor is not None and actor[1] == "event-party:words" and scene.agent is not None and _is_thing(scene):
        actor = None
    if actor is None and scene.agent is not None:
        actor = _leaning(scene.agent, text, side, target and target[0])
    if target is None and scene.patient is not None:
        target = _leaning(scene.patient, text, side, actor and actor[0])
    return actor, target


def _plainly(phrase: Span, text: str, side: str | None) -> _Named | None:
    """A participant's short name where its own words say it: a party, 'our', 'the enemy', else the words without their article."""
    deixis: dict[str, list[str]] = lexicons.table("en/events")["deixis"]
    words = [match.group().lower() for match in _WORD.finditer(phrase.text)]
    if not words or words[0] in deixis["others"] + deixis["itself"]:
        return None
    if (named := party_of(phrase.text)) is not None:
        return named, "event-party:named"
    if side is not None and words[0] in deixis["ours"]:
        return side, "event-party:ours"
    if side is not None and set(words) & set(deixis["theirs"]) and (enemy := opponent_of(side)) is not None:
        return enemy, "event-party:theirs"
    if (named := party_of(phrase.text, text)) is not None:
        return named, "event-party:generic"
    return _as_written(phrase)


def _borne(scene: _Scene, actor: _Named | None, target: _Named | None) -> tuple[_Named | None, _Named | None]:
    """Actor and target where a side bears losses: 'Russia lost 20 tanks' befell Russia, '198,000 killed' of an army that army."""
    if scene.kind == "losses" and actor is not None and actor[1] != "event-party:words":
        return None, actor
    figure = scene.figure
    if figure is None or figure.party is None or figure.role != "military" or scene.kind not in {"killing", "losses", "prisoners", "movement"}:
        return actor, target
    counted = figure.party, "event-party:counted"
    if scene.kind == "killing" and actor is not None and actor[0] == figure.party:
        return None, counted
    told = target is not None and (target[1] != "event-party:words" or (scene.kind != "movement" and _holds(scene.patient, "armed")))
    return actor, target if told or (actor is not None and actor[0] == figure.party) else counted


def _is_thing(scene: _Scene) -> bool:
    """Whether the agent is a number, a weapon or an event ('six shells', 'the fighting'), which does nothing of itself."""
    words = [match.group().lower() for match in _WORD.finditer(scene.agent.text.split(" of ")[0])] if scene.agent is not None else []
    if not words or scene.kind == "suicide" or "suicide" in words:
        return False
    named = kind_of(words[-1]) is not None or any(words[-1] in means for means in _means_words().values())
    return named or not any(word.isalpha() for word in words)


def _as_written(phrase: Span) -> _Named | None:
    """The words themselves, without their article; None for a pronoun that nothing resolves."""
    deixis: dict[str, list[str]] = lexicons.table("en/events")["deixis"]
    bare = " ".join(_DETERMINER.sub("", phrase.text).split())
    return (bare, "event-party:words") if bare and bare.lower() not in {word for words in deixis.values() for word in words} else None


def _leaning(phrase: Span, text: str, side: str | None, other: str | None) -> _Named | None:
    """The party that 'they', 'their' or 'it' stands for: the speaker's enemy where it was named, else the last one named before."""
    words = [match.group().lower() for match in _WORD.finditer(phrase.text)]
    deixis: dict[str, list[str]] = lexicons.table("en/events")["deixis"]
    if not words or words[0] not in deixis["others"] + deixis["itself"]:
        return None
    sentence = max(text.rfind(". ", 0, phrase.start), text.rfind("\n", 0, phrase.start)) + 1
    paragraph = text.rfind("\n", 0, phrase.start) + 1
    if side is not None and words[0] in deixis["others"] and _ours_is_last(text[sentence : phrase.start], side) and other != side:
        return side, "event-party:antecedent"
    start = max(0, phrase.start - _LOOK_BACK, sentence if words[0] in deixis["itself"] else 0 if side is not None else paragraph)
    if words[0] in deixis["itself"]:
        return _of_it(text, (start, phrase.start), other) or _as_written(phrase)
    named = [n.name for n in parties_in(text[start : phrase.start]) if n.name not in {side, other}]
    enemy = opponent_of(side)
    if enemy is not None and enemy != other and enemy in {n.name for n in parties_in(text[: phrase.start])} and words[0] in deixis["others"]:
        return enemy, "event-party:antecedent"
    if named:
        return named[-1], "event-party:antecedent"
    party = party_of(phrase.text)
    return (party, "event-party:named") if party is not None else _as_written(phrase)


def _of_it(text: str, reach: tuple[int, int], other: str | None) -> _Named | None:
    """The party that 'it' or 'its' stands for: the last one named before it in its sentence, else the only one that the sentence before names."""
    named = [n.name for n in parties_in(text[slice(*reach)]) if n.name != other]
    if not named and not text[slice(*reach)].strip():
        end = max(0, text.rfind("\n", 0, reach[0]) + 1, text.rfind(". ", 0, max(0, reach[0] - 2)) + 1)
        before = {n.name for n in parties_in(text[end : reach[0]])} - {other}
        named = list(before) if len(before) == 1 else []
    return (named[-1], "event-party:antecedent") if named else None


def _ours_is_last(words: str, side: str) -> bool:
    """Whether the words name the speaker's own side last: 'the actions of our military took place, they launched ...'."""
    ours = "|".join(lexicons.table("en/events")["deixis"]["ours"])
    own = [m.start() for m in re.finditer(rf"\b(?:{ours})\b", words, re.IGNORECASE)]
    named = [(n.start, n.name) for n in parties_in(words)]
    last = max([(start, side) for start in own] + named, default=(0, ""))
    return last[1] == side


def _evidence(words: Span, rule: str) -> Evidence:
    return Evidence(words.start, words.end, words.text, rule)
