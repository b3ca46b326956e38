"""What is said of a report beside its text."""

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
    names = ("outlet", "published", "language", "url", "title")
    return Details(*(next((value for level in levels if (value := getattr(level, name))), None) for name in names))


def _one_line(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None
