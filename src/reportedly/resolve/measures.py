"""What a figure measures, in which unit, and the role, age and sex of the people it counts."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.detect.nouns import PERSONS, measure_class
from reportedly.detect.phrases import phrase
from reportedly.records import Age, Detection, Evidence, Measure, Quantity, Role, Sex, Span
from reportedly.resolve.parties import armed_groups
from reportedly.resolve.registers import once

_LOSERS = frozenset({"party-of-loser", "party-of-losses", "party-of-foe", "party-of-figure-before"})
_OF_LOSSES = frozenset({"casualty", "loss"})
_OF_KINDS = frozenset({"vehicle", "munition", "place", "attack", "equipment_people"})
_OF_THINGS = frozenset({"destroy", "strike", "launch", "take"})  # what happens to things: a number without a noun counts no people there
_LOST = frozenset({"lost", "lose", "loses", "losing"})


def measure(quantity: Quantity) -> tuple[Measure, Evidence | None]:
    """The measure of a quantity by its effect and its counted noun, with the effect's words."""
    table = lexicons.table("en/measures")
    kind = measure_class(quantity.noun_class) or ("elided" if quantity.noun is None else "unknown")
    found: Measure | None = None
    if quantity.group:
        row = table["measure"][quantity.group]
        found = row.get(kind)
    if found is None:
        found = table["measure_alone"].get(kind or "", "other")
        return found or "other", _evidence(quantity.counted, "measure-by-noun")
    return found, _evidence(quantity.effect or quantity.counted, f"measure-by-{quantity.group}")


def _evidence(words: Span | None, rule: str) -> Evidence | None:
    return Evidence(words.start, words.end, words.text, rule) if words else None


@cache
def _units() -> dict[str, str]:
    return {
        "kilometre": "km",
        "kilometer": "km",
        "kms": "km",
        "mi": "mile",
        "percent": "%",
        "per cent": "%",
        "ha": "hectare",
        "tonnes": "tonne",
        "meter": "metre",
        "m": "metre",
        "uavs": "UAV",
        "uav": "UAV",
    }


def unit(quantity: Quantity) -> str | None:
    """What one of the counted is, in singular words: 'person', 'tank', 'km', '%'."""
    kind = quantity.noun_class
    if kind == "share":
        return "%"
    if kind == "surface":
        return "km2" if (quantity.counted and re.search(r"k", quantity.counted.text, re.IGNORECASE)) or quantity.noun == "square" else quantity.noun
    if quantity.noun in ("family", "household"):
        return "family"
    if quantity.counted is None and quantity.group in _OF_THINGS:
        return None
    if kind in PERSONS or quantity.counted is None:
        return "person"
    if quantity.compound and kind in _OF_KINDS:
        return re.sub(r"\s+", " ", quantity.compound)
    return _units().get(quantity.noun or "", quantity.noun)


def role(quantity: Quantity, detection: Detection) -> tuple[Role | None, Evidence | None]:
    """The role of the people counted, by their noun and its modifiers; None for things.

    An elided noun has the role of the report's other victims where they all have one.
    """
    if quantity.noun_class not in PERSONS and not (quantity.counted is None or quantity.noun_class is None):
        return None, None
    words = quantity.counted
    if words is None:
        return _shared_role(detection) if quantity.group not in _OF_THINGS else (None, None)
    if phrase("mixed").search(words.text):
        return "mixed", _evidence(words, "role-by-nouns")
    if quantity.noun_class == "military":
        return "military", _evidence(words, "role-by-noun")
    if quantity.noun_class == "civilian":
        return "civilian", _evidence(words, "role-by-noun")
    if phrase("civil").search(words.text):
        return "civilian", _evidence(words, "role-by-modifier")
    if phrase("military").search(words.text) or (quantity.noun in ("member", "element", "person", "man", "supporter") and _is_armed(quantity)):
        return "military", _evidence(words, "role-by-modifier")
    if any(group.end == len(words.text) for group in armed_groups(words.text)):  # '61 Taliban'
        return "military", _evidence(words, "role-by-group")
    if quantity.effect_lemma in _LOST and quantity.agent is not None:
        return "military", _evidence(quantity.effect, "role-by-losses")
    return _shared_role(detection) if quantity.noun in _OF_LOSSES else ("unknown", None)


def role_of_losers(party: Evidence) -> tuple[Role | None, Evidence | None]:
    """Military where the counted are the losses or the prisoners of a side at war ('Russia has suffered 600,000 casualties'), else unknown."""
    if party.rule not in _LOSERS:
        return "unknown", None
    return "military", Evidence(party.start, party.end, party.text, "role-by-losses")


@once
def _shared_role(detection: Detection) -> tuple[Role | None, Evidence | None]:
    found: dict[Role, Span] = {}
    for other in detection.statements:
        quantity = other.quantity
        if quantity is not None and quantity.counted is not None and quantity.group in ("kill", "wound", "casualties"):
            if quantity.noun_class == "military":
                found.setdefault("military", quantity.counted)
            elif quantity.noun_class == "civilian":
                found.setdefault("civilian", quantity.counted)
    if len(found) != 1:
        return "unknown", None
    name, words = next(iter(found.items()))
    return name, _evidence(words, "role-by-other-victims")


def _is_armed(quantity: Quantity) -> bool:
    """Whether the words around name an armed group or a force: 'members of the Syrian Democratic Forces'."""
    around = " ".join(words.text for words in (quantity.counted, quantity.owner) if words)
    return bool(armed_groups(around) or phrase("force").search(around))


def age(quantity: Quantity) -> Age | None:
    """Child or adult, only where the counted noun says so."""
    words = quantity.counted.text if quantity.counted else ""
    if phrase("children").search(words):
        return None if phrase("adults").search(words) else "child"
    return "adult" if phrase("adults").search(words) else None


def sex(quantity: Quantity) -> Sex | None:
    """Female or male, only where the counted noun says so."""
    words = quantity.counted.text if quantity.counted else ""
    women, men = bool(phrase("women").search(words)), bool(phrase("men").search(words))
    return None if women == men else "female" if women else "male"
