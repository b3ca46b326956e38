"""The language of a report: what the file says, else what py3langid finds in a text that is long enough to tell."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LEAST_LETTERS = 40  # below that the identifier takes 'Police said' for Nigerian Pidgin
MOST_CHARACTERS = 10_000  # the start of a report tells its language as well as the whole
LEAST_PROBABILITY = 0.5
_TAG = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{1,8})*")


def code(tag: str) -> str | None:
    """The ISO 639-1 code of a BCP 47 tag ('en-GB' → 'en'); None for anything else ('English', 'eng')."""
    found = _TAG.fullmatch(tag.strip())
    return found[1].lower() if found else None


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the language that the text is in; None where it is too short or in doubt."""
    start = text[:MOST_CHARACTERS]
    if sum(map(str.isalpha, start)) < LEAST_LETTERS:
        return None
    label, probability = _identifier().classify(start)
    return label if float(probability) >= LEAST_PROBABILITY and len(label) == 2 else None


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes a second to load, and most reports say their language

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
