"""What decides whether claims are held against each other, as data: `lexicons/compare/slots.toml`."""

import hashlib
from dataclasses import dataclass
from functools import cache

from reportedly import codec
from reportedly.lexicons import parties, table

_TABLES = ("slots", "copies", "retellings", "drifts")


@dataclass(frozen=True, slots=True)
class Settings:
    """The margins and windows of comparing, and the words that narrow nothing; days, shares of one, and counts."""

    about: float
    as_of_days: int
    start_days: int
    month_days: int
    incident_days: int
    repeat_days: int
    denial_days: int
    daily_days: int
    growth: float
    misfit: float
    other_share: float
    other_count_days: int
    telling: float
    voices: int
    pairs: int
    origins: int
    general: frozenset[str]
    parts_before: tuple[str, ...]
    parts_behind: tuple[str, ...]
    wholes: frozenset[str]


@cache
def settings() -> Settings:
    """The settings in force."""
    data = table("compare/slots")
    days = {f"{name}_days": value for name, value in data["days"].items()}
    parts, series = data["parts"], data["series"]
    return Settings(
        misfit=series["misfit"], other_share=series["other_share"], other_count_days=series["other_days"], about=data["bounds"]["about"],
        growth=data["growth"]["times"], telling=data["telling"]["least"],
        general=frozenset(data["general"]["nouns"] + data["general"]["words"]), wholes=frozenset(parts["whole"]),
        parts_before=tuple(parts["before"]), parts_behind=tuple(parts["behind"]), **data["crowd"], **days,
    )  # fmt: skip


def version() -> str:
    """The hash over what findings depend on besides the claims: these settings, the words of copies and drifts, and the parties' names."""
    return hashlib.sha256(codec.encode([*(table(f"compare/{name}") for name in _TABLES), table("outlets"), parties()])).hexdigest()
