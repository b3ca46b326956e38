"""The head of a plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.details import Details
from reportedly.read.heads import head


@pytest.mark.parametrize(
    ("text", "details"),
    [
        (" date 2025-02-08 Two drones fell near the depot.", Details(published="2025-02-08")),
        ("date: 2025-02-08 Two drones fell near the depot.", Details(published="2025-02-08")),
        ("date 2025-02-08\noutlet: Copper Mail\n\nText.", Details("Copper Mail", "2025-02-08")),
        (
            "outlet: Copper Mail\ndate: 8 February 2025\nlanguage: en-GB\nurl: https://mail.example/1\ntitle: A depot: hit\n\nText.",
            Details("Copper Mail", "2025-02-08", "en", "https://mail.example/1", "A depot: hit"),
        ),
        ("Outlet: Copper Mail\r\nPublished: 2025-02-08T10:00Z\r\n\r\nText.", Details("Copper Mail", "2025-02-08T10:00:00+00:00")),
        ("---\ntitle: 'A depot'\ndate: 2025-02-08\n---\nText.", Details(published="2025-02-08", title="A depot")),
        ("outlet: Copper Mail\nnote: written as an example\ndate: 2025-02-08\n\nText.", Details("Copper Mail", "2025-02-08")),
        ("outlet: First\noutlet: Second\n\nText.", Details("First")),
    ],
)
def test_a_head_says_its_details(text: str, details: Details) -> None:
    found = head(text)
    assert found.details == details
    assert text[found.end :].strip() in ("Text.", "Two drones fell near the depot.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Date palms burnt at the depot on 2025-02-08.",
        "Two drones fell.\noutlet: Copper Mail",  # not at the top
        "Harrowdene: two dead\ndate: 2025-02-08",  # begins with a dateline, not with a head
        "date: yesterday",
        "date: 08/02/2025\n\nText.",
        "date 2025-02-31 Two drones fell.",
        "url: javascript:alert(1)\n\nText.",
        "language: English\n\nText.",
        "outlet:\ntitle:\n\nText.",
    ],
)
def test_no_head_says_nothing(text: str) -> None:
    assert (head(text).details, head(text).end) == (Details(), 0)


def test_a_head_ends_at_the_first_blank_line() -> None:
    found = head("outlet: Copper Mail\n\ndate: 2025-02-08\n")
    assert (found.details, found.end) == (Details("Copper Mail"), 21)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    head(text)
