"""Languages."""

import pytest

from reportedly.read import languages


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "en"), ("EN-gb", "en"), ("uk_UA", "uk"), ("English", None), ("eng", None), ("", None), ("x", None), ("en-", None)]
)
def test_codes(tag: str, code: str | None) -> None:
    assert languages.code(tag) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Two people were hurt when a drone fell on a depot near the town, the mayor said.", "en"),
        ("Двоє людей постраждали, коли безпілотник упав на склад поблизу міста, повідомив мер.", "uk"),
        ("Два человека пострадали при падении беспилотника на склад рядом с городом, сообщил мэр.", "ru"),
        ("Police said", None),
        ("12 345", None),
        ("", None),
        ("🙂" * 100, None),
    ],
)
def test_found_in_the_text_where_it_is_long_enough(text: str, code: str | None) -> None:
    assert languages.identify(text) == code
