"""The making of a report: its details put together, its text checked and left as it is, its id."""

from reportedly.errors import UnreadableInputError
from reportedly.identity import report_id
from reportedly.read import languages
from reportedly.read.details import NOTHING_SAID, Details, checked, first_said
from reportedly.read.heads import Head, head
from reportedly.records import Report


def make_report(
    text: str,
    ref: str = "text",
    said: Details = NOTHING_SAID,
    defaults: Details = NOTHING_SAID,
    *,
    own_id: str | None = None,
    raw_sha256: str | None = None,
    media_type: str = "text/plain",
) -> Report:
    """The report that the text is, unaltered, with what is said of it; what `said` leaves open comes from the text's head, then from `defaults`.

    `ref` is the report's own id as it came in, `own_id` the id that makes it itself where it has no URL. The language is found in the text where
    nothing says it. Raises UnreadableInputError where there is no text, where it cannot be stored, or where a date cannot be read.
    """
    said = checked(said)
    top = head(text) if media_type.startswith("text/plain") else Head(Details(), 0)
    details = first_said(said, checked(top.details), checked(defaults))
    for part in (ref, own_id, details.outlet, details.url, details.title):
        storable(part or "")
    return Report(
        report_id=report_id(storable_text(text), outlet=details.outlet, url=details.url, own_id=own_id, published=details.published),
        report_ref=ref,
        text=text,
        outlet=details.outlet,
        url=details.url,
        published=details.published,
        language=details.language or languages.identify(text),
        title=details.title,
        raw_sha256=raw_sha256,
        media_type=media_type,
        own_id=own_id,
        body=top.end,
    )


def storable_text(text: str) -> str:
    """The text; raises UnreadableInputError where it is empty or cannot be stored."""
    if not text or text.isspace():
        raise UnreadableInputError("no text")
    return storable(text)


def storable(words: str) -> str:
    """The words; raises UnreadableInputError where they hold a NUL or half of a surrogate pair, which no UTF-8 file or database can hold."""
    if "\0" in words:
        raise UnreadableInputError("binary: holds a NUL character")
    try:
        words.encode()
    except UnicodeEncodeError:
        raise UnreadableInputError("holds half of a surrogate pair, which cannot be stored as UTF-8") from None
    return words
