"""A report made ready for comparing, and what one report says of another: its day, its place in the order of telling, its credit."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from reportedly.compare.shingles import Wording
from reportedly.lexicons import table
from reportedly.records import Claim, Report

_CREDIT: int = table("compare/copies")["credit_words"]


@dataclass(frozen=True, eq=False)
class Telling:
    """A report and, where they are asked for, its current claims; its wording begins behind the head lines."""

    report: Report
    read_claims: Callable[[], tuple[Claim, ...]] = tuple

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The current claims of the report."""
        return self.read_claims()

    @cached_property
    def wording(self) -> Wording:
        """The words of the report."""
        return Wording(self.report.text, self.report.body)

    @property
    def day(self) -> dt.date | None:
        """The day of publication."""
        return dt.date.fromisoformat(self.report.published[:10]) if self.report.published else None

    @property
    def outlet(self) -> str | None:
        """The outlet's name, as outlets are known by."""
        return named(self.report.outlet) if self.report.outlet else None

    @property
    def called(self) -> str:
        """The report in a sentence: 'Harbour Wire (2025-02-08, examples/interview.txt)'."""
        return called(self.report.outlet, self.report.published, self.report.report_ref)


def called(outlet: str | None, published: str | None, ref: str) -> str:
    """A report in a sentence: 'Harbour Wire (2025-02-08, examples/interview.txt)', or its ref first where it has no outlet."""
    facts = [outlet, (published or "")[:10], ref] if outlet else [ref, (published or "")[:10]]
    first, *others = filter(None, facts)
    return f"{first} ({', '.join(others)})" if others else first


@lru_cache(maxsize=65536)
def named(outlet: str) -> str:
    """The name that an outlet is known by in lexicons/outlets.toml, folded; another name is only folded."""
    return _aliases().get(folded(outlet), folded(outlet))


@cache
def _aliases() -> dict[str, str]:
    return {folded(alias): folded(name) for name, aliases in table("outlets")["outlets"].items() for alias in (name, *aliases)}


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The words of a name in small letters, without accents and punctuation."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def credits(one: Telling, other: Telling) -> bool:
    """Whether the report names the other's outlet as where it has its words from: at its head or foot, or in the chain of a claim."""
    if not mentions(one, other):  # most reports do not, and their claims need not be read
        return False
    names, words = _spellings(other.report.outlet or ""), one.wording.words
    if _name(names, words[:_CREDIT]) or _name(names, words[-_CREDIT:]):
        return True
    return any(named(link.name) == other.outlet for claim in one.claims for link in claim.chain)


def mentions(one: Telling, other: Telling) -> bool:
    """Whether the report names the other's outlet anywhere."""
    outlet = other.report.outlet
    return outlet is not None and one.outlet != other.outlet and _name(_spellings(outlet), one.wording.words)


def _name(names: tuple[str, ...], words: tuple[str, ...]) -> bool:
    plain = f" {' '.join(words)} ".replace("'s ", " ")
    return any(f" {name} " in plain for name in names)


@lru_cache(maxsize=4096)
def _spellings(outlet: str) -> tuple[str, ...]:
    """The names of an outlet, as words of a text."""
    others = (alias for name, aliases in table("outlets")["outlets"].items() if folded(name) == named(outlet) for alias in (name, *aliases))
    return tuple(" ".join(Wording(name).words) for name in (outlet, *others))


def in_order(one: Telling, other: Telling) -> tuple[Telling, Telling, str]:
    """The two reports, the one that the text comes from first, and what says so: credited, earlier, longer or listed (nothing else does).

    The credited one comes first, else the earlier; of two of one day the longer, for a text is cut more often than it is drawn out.
    """
    if (credit := credits(one, other)) != credits(other, one):
        return (other, one, "credited") if credit else (one, other, "credited")
    if one.report.published and other.report.published and (known := _earlier(one.report.published, other.report.published)) is not None:
        return (one, other, "earlier") if known else (other, one, "earlier")
    if len(one.wording.words) != len(other.wording.words):
        return (one, other, "longer") if len(one.wording.words) > len(other.wording.words) else (other, one, "longer")
    first, second = sorted((one, other), key=lambda telling: (telling.report.report_ref, telling.report.report_id))
    return first, second, "listed"


def _earlier(one: str, other: str) -> bool | None:
    """Whether the one time of publication is before the other; None where they are the same as far as both say."""
    length = 10 if min(len(one), len(other)) == 10 else None
    try:
        first, second = (dt.datetime.fromisoformat(day[:length]) for day in (one, other))
        return first < second if first != second else None
    except (ValueError, TypeError):  # one with a zone and one without cannot be compared to the hour
        return one[:10] < other[:10] if one[:10] != other[:10] else None
