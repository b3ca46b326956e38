"""What a figure measures, in which unit, and the role, age and sex of the people it counts."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.detect.nouns import PERSONS, measure_class
from reportedly.records import Age, Evidence, Measure, Quantity, Role, Sex, Span
from reportedly.resolve.parties import armed_groups

_WOMEN = re.compile(
    r"\b(?:wom[ae]n|girls?|mothers?|grandmothers?|wives|wife|daughters?|sisters?|nuns?|female|schoolgirls?|policewom[ae]n)\b", re.IGNORECASE
)
_MEN = re.compile(r"\b(?:m[ae]n|boys?|fathers?|husbands?|sons?|brothers?|male|schoolboys?)\b", re.IGNORECASE)
_CHILDREN = re.compile(
    r"\b(?:child(?:ren)?|kids?|bab(?:y|ies)|infants?|toddlers?|minors?|teenagers?|teens?|girls?|boys?|schoolchildren|pupils?|newborns?|schoolgirls?|schoolboys?)\b",
    re.IGNORECASE,
)
_ADULTS = re.compile(r"\b(?:adults?|elderly|pensioners?|wom[ae]n|m[ae]n|grandmothers?)\b", re.IGNORECASE)
_MIXED = re.compile(
    r"\b(?:soldiers?|policemen|police officers?|guards?|fighters?)\b.*\b(?:civilians?|staff|workers?)\b|\bcivilians?\b.*\b(?:soldiers?|policemen|police officers?|fighters?)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(r"\b(?:military|armed|army|regime forces|paramilitary)\b", re.IGNORECASE)
_FORCE = re.compile(r"\b(?:forces?|army|militia|guard|police|brigades?|front|group|regiment|battalion|gang)\b", re.IGNORECASE)
_CIVIL = re.compile(r"\b(?:civilians?|peaceful|innocent|civil)\b", re.IGNORECASE)


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
        return "km2" if quantity.counted and re.search(r"k", quantity.counted.text, re.IGNORECASE) or quantity.noun == "square" else quantity.noun
    if quantity.noun in ("family", "household"):
        return "family"
    if kind in PERSONS or quantity.counted is None:
        return "person"
    return _units().get(quantity.noun or "", quantity.noun)


def role(quantity: Quantity) -> tuple[Role | None, Evidence | None]:
    """The role of the people counted, by their noun and its modifiers; None for things."""
    if quantity.noun_class not in PERSONS and not (quantity.counted is None or quantity.noun_class is None):
        return None, None
    words = quantity.counted
    if words is None:
        return "unknown", None
    if _MIXED.search(words.text):
        return "mixed", _evidence(words, "role-by-nouns")
    if quantity.noun_class == "military":
        return "military", _evidence(words, "role-by-noun")
    if quantity.noun_class == "civilian":
        return "civilian", _evidence(words, "role-by-noun")
    if _CIVIL.search(words.text):
        return "civilian", _evidence(words, "role-by-modifier")
    if _MILITARY.search(words.text) or (quantity.noun in ("member", "element", "person", "man", "supporter") and _is_armed(quantity)):
        return "military", _evidence(words, "role-by-modifier")
    return "unknown", None


def _is_armed(quantity: Quantity) -> bool:
    """Whether the words around name an armed group or a force: 'members of the Syrian Democratic Forces'."""
    around = " ".join(words.text for words in (quantity.counted, quantity.owner) if words)
    return bool(armed_groups(around) or _FORCE.search(around))


def age(quantity: Quantity) -> Age | None:
    """Child or adult, only where the counted noun says so."""
    words = quantity.counted.text if quantity.counted else ""
    if _CHILDREN.search(words):
        return None if _ADULTS.search(words) else "child"
    return "adult" if _ADULTS.search(words) else None


def sex(quantity: Quantity) -> Sex | None:
    """Female or male, only where the counted noun says so."""
    words = quantity.counted.text if quantity.counted else ""
    women, men = bool(_WOMEN.search(words)), bool(_MEN.search(words))
    return None if women == men else "female" if women else "male"
