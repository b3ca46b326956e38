"""What is said of a report beside its text."""

import shlex
from dataclasses import dataclass

from reportedly.errors import UnreadableInputError
from reportedly.read import dates, languages


@dataclass(frozen=True, slots=True)
class Details:
    """Outlet, day of publication, language, address and title, each as far as it is said.

    `published` is an ISO date, or ISO date and time ('8 February 2025' is read too); `language` an ISO 639-1 code or a tag such as 'en-GB'.
    """

    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None


NOTHING_SAID = Details()
_NAMES = ("outlet", "published", "language", "url", "title")


def checked(details: Details) -> Details:
    """The details with one form each; raises UnreadableInputError where `published` is no date that can be read in one way only."""
    published = details.published and details.published.strip()
    iso = dates.published(published) if published else None
    if published and iso is None:
        raise UnreadableInputError(f"published: {published[:40]!r} is not a date that reads in one way only; write it as 2025-02-08")
    return Details(
        outlet=_one_line(details.outlet),
        published=iso,
        language=languages.code(details.language or ""),
        url=(details.url or "").strip() or None,
        title=_one_line(details.title),
    )


def first_said(*levels: Details) -> Details:
    """The details of the first level that says them, one by one."""
    return Details(*(next((value for level in levels if (value := getattr(level, name))), None) for name in _NAMES))


def as_options(details: Details) -> list[str]:
    """The details as options of `reportedly add`, as a run of the ledger keeps them: '--outlet=Harbour Wire'."""
    return [f"--{name}={value}" for name in _NAMES if (value := getattr(details, name))]


def from_options(command: str) -> Details:
    """The details that a command of that form gave."""
    try:
        words = shlex.split(command)
    except ValueError:  # cut short, or of another making
        return NOTHING_SAID
    said = dict(word[2:].split("=", 1) for word in words if word.startswith("--") and "=" in word)
    return Details(**{name: said[name] for name in _NAMES if name in said})


def _one_line(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None
