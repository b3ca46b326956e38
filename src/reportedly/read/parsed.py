"""What a parser of a format finds in one input."""

from dataclasses import dataclass

from reportedly.read.details import Details


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text of a report, what its source says of it, and the media type with how it was read."""

    text: str
    said: Details
    media_type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a parser made of one input, or the reason why it made nothing; `spent` where it ran out of memory, so that the process must end."""

    parsed: Parsed | None = None
    reason: str | None = None
    spent: bool = False
