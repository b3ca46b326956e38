import re

import pytest

from reportedly.lexicons.alternatives import either

PATTERN = re.compile(rf"(?<!\w)(?:{either((w, re.escape(w)) for w in ('North Harbour', 'North', 'élan', '(x)', 'IS'))})(?!\w)")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from North Harbour to North Hill", ["North Harbour", "North"]),
        ("Northern is no word of it, IS is", ["IS"]),
        ("north", []),
        ("élan", ["élan"]),
        ("", []),
    ],
)
def test_the_first_that_fits_counts_and_only_whole_words(text: str, found: list[str]) -> None:
    assert PATTERN.findall(text) == found


def test_letter_case_is_ignored_where_the_pattern_says_so() -> None:
    assert re.findall(either([("north harbour", r"(?i:north\s+harbour)")]), "NORTH Harbour") == ["NORTH Harbour"]


def test_of_no_words_none_is_found() -> None:
    assert re.search(either([]), "anything") is None
