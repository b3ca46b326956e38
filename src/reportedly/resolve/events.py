"""What an event word means: ACLED's event and sub-event type, and who did it to whom under their short names."""

import re
from dataclasses import dataclass
from functools import cache

from reportedly import lexicons
from reportedly.detect.events import kind_of
from reportedly.records import Detection, Event, Evidence, Quantity, Span, Statement
from reportedly.resolve.parties import opponent_of, parties_in, party_of
from reportedly.spans import span

_WORD = re.compile(r"[^\W_]+")
_DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|our|my|this|that|these|those|some|several|many|all|another)\s+", re.IGNORECASE)
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


def event(statement: Statement, detection: Detection, side: str | None) -> tuple[Event | None, dict[str, Evidence]]:
    """The event that the statement tells, with evidence for its inferred fields; None where its words name none that ACLED has a type for.

    `side` is the speaker's side, for 'our guys', 'we', 'the enemy'; None where it is not known, and then these words stay words.
    Types and sub-types are ACLED's names (codebook of October 2024); the sub-type is None where the words do not decide it.
    """
    scene = _scene(statement)
    if scene is None:
        return None, {}
    kind, words = _refined(scene)
    kinds: dict[str, list[str]] = lexicons.table("en/events")["kinds"]
    kind_type, sub_type = kinds[kind]
    if not kind_type:
        return None, {}
    evidence = {"event.type": _evidence(words, f"event-kind:{kind}")}
    named: dict[str, str | None] = {}
    for role, phrase in (("actor", scene.agent), ("target", scene.patient)):
        name, rule = _short_name(phrase, detection.report.text, side) if phrase is not None else (None, "")
        named[role] = name
        if phrase is not None and name is not None:
            evidence[f"event.{role}"] = _evidence(phrase, rule)
    return Event(kind_type, sub_type or None, scene.span, named["actor"], named["target"]), evidence


def _scene(statement: Statement) -> _Scene | None:
    """The event word of a statement, from its trigger or from its quantity's effect."""
    trigger, quantity = statement.trigger, statement.quantity
    if trigger is not None and trigger.kind:
        return _Scene(trigger.span, trigger.kind, trigger.agent, trigger.patient, trigger.means, statement.sentence)
    if quantity is None or quantity.effect is None or not quantity.effect_lemma:
        return None
    kind = kind_of(quantity.effect_lemma.lower())
    if kind is None:
        return None
    return _Scene(quantity.effect, kind, quantity.agent, _befallen(quantity, kind), None, statement.sentence)


def _befallen(quantity: Quantity, kind: str) -> Span | None:
    """Whom it befell: the counted ones, but for what is launched and for attacks that are counted themselves."""
    if quantity.patient is not None or kind in {"shelling", "airstrike", "strike", "attack", "clash", "aid", "explosion"}:
        return quantity.patient
    return quantity.counted or quantity.owner


# the type -----------------------------------------------------------------------------------------------------------------------------


def _refined(scene: _Scene) -> tuple[str, Span]:
    """The kind that the means or the one that it befell decide, and the words that say so."""
    table = lexicons.table("en/events")["refine"]
    if scene.kind in table["launched"]:
        return _by_means(scene.kind, (scene.means, scene.patient)) or (scene.kind, scene.span)
    if scene.kind == "interception" and _holds(scene.patient, "manned"):
        return "strike", scene.span
    if scene.kind not in table["kinds"]:
        return scene.kind, scene.span
    found = _by_means(scene.kind, (scene.means, scene.agent, scene.span))
    if found is None and scene.kind in {"killing", "losses"} and scene.means is None:
        found = _by_sentence(scene)
    return found or _by_patient(scene)


def _by_means(kind: str, phrases: tuple[Span | None, ...]) -> tuple[str, Span] | None:
    violent = lexicons.table("en/events")["refine"]["befalling"]
    for phrase in phrases:
        for name, words in _means_words().items():
            if phrase is not None and (name != "clash" or kind in violent) and words & _lower(phrase.text):
                return name, phrase
    return None


def _by_sentence(scene: _Scene) -> tuple[str, Span] | None:
    """The one kind of violence that the sentence names besides: 'shelling of Kherson ... two people were killed'; nothing where it names two."""
    hits: dict[str, Span] = {}
    for match in _WORD.finditer(scene.sentence.text):
        name = next((n for n, words in _means_words().items() if match.group().lower() in words), None)
        if name is not None:
            hits.setdefault(name, Span(scene.sentence.start + match.start(), scene.sentence.start + match.end(), match.group()))
    remote = {name: words for name, words in hits.items() if name != "clash"} or hits
    return next(iter(remote.items())) if len(remote) == 1 else None


def _by_patient(scene: _Scene) -> tuple[str, Span]:
    """Violence against civilians, or a battle, by the one that it befell; the kind itself where that does not say."""
    violent = lexicons.table("en/events")["refine"]["befalling"]
    if scene.kind in violent and scene.patient is not None:
        if _holds(scene.patient, "armed"):
            return "clash", scene.patient
        if _holds(scene.patient, "people"):
            return "murder", scene.patient
    if scene.kind == "losses":
        return "clash", scene.span
    if scene.kind == "attack":
        terror = scene.agent is not None and "terrorist" in _lower(scene.agent.text)
        return ("murder" if terror else "clash"), scene.agent if terror and scene.agent is not None else scene.span
    return scene.kind, scene.span


@cache
def _means_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in lexicons.table("en/events")["refine"]["words"].items()}


def _holds(phrase: Span | None, name: str) -> bool:
    words: list[str] = lexicons.table("en/events")["refine"][name]
    found = _lower(phrase.text) if phrase is not None else frozenset()
    return bool(found & {form for word in words for form in (word, word + "s")})


def _lower(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _WORD.finditer(text))


# the participants ---------------------------------------------------------------------------------------------------------------------


def _short_name(phrase: Span, text: str, side: str | None) -> tuple[str | None, str]:
    """A participant's short name and the rule that gave it: a party, else the words without their article."""
    deixis: dict[str, list[str]] = lexicons.table("en/events")["deixis"]
    words = [match.group().lower() for match in _WORD.finditer(phrase.text)]
    named = party_of(phrase.text)
    if named is not None:
        return named, "event-party:named"
    if side is not None and words and words[0] in deixis["ours"]:
        return side, "event-party:ours"
    if side is not None and set(words) & set(deixis["theirs"]) and (enemy := opponent_of(side)) is not None:
        return enemy, "event-party:theirs"
    if words and words[0] in deixis["others"] and (named := _before(phrase, text, side)) is not None:
        return named, "event-party:antecedent"
    generic = party_of(phrase.text, text)
    if generic is not None:
        return generic, "event-party:generic"
    pronoun = len(words) == 1 and words[0] in {*deixis["ours"], *deixis["others"], "he", "she", "it", "him", "her", "you", "who", "which", "that"}
    bare = _DETERMINER.sub("", phrase.text).strip()
    return (None, "") if pronoun or not bare else (" ".join(bare.split()), "event-party:words")


def _before(phrase: Span, text: str, side: str | None) -> str | None:
    """The party that 'they' stands for: the last one named before it that is not the speaker's own."""
    start = max(0, phrase.start - _LOOK_BACK)
    if side is None:
        start = max(start, text.rfind("\n", 0, phrase.start) + 1)  # without a speaker's side, only what the same paragraph says
    window = span(text, start, phrase.start)
    others = [named.name for named in parties_in(window.text) if named.name != side]
    enemy = opponent_of(side)
    if side is not None and enemy in others:
        return enemy
    return others[-1] if others else None


def _evidence(words: Span, rule: str) -> Evidence:
    return Evidence(words.start, words.end, words.text, rule)
