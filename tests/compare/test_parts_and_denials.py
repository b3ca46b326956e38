"""Parts that the words make parts, and denials of what others say."""

import pytest
from told import ZOLK, compared, kinds, row, told

from reportedly.compare.slots import counted_kind, part_words

DENIED = {"stance": "denied", "by": "Olga Examplova", "outlet": "Harbour Wire"}


@pytest.mark.parametrize(
    ("before", "number", "behind", "counted", "expected"),
    [
        ("40 were hit, including", "20", "were there", "officers", "including"),
        ("40 were hit, among them at least", "20", "were there", "officers", "among them"),
        ("of whom some", "20", "died", "men", "of whom"),
        ("", "20", "of them died", "", "of them"),
        ("", "20", "of the 40 men died", "", "of the"),
        ("another", "20", "died", "men", "another"),
        ("", "20", "died", "more soldiers", "more"),
        ("", "20", "died, more than before", "men", None),
        ("", "20", "died", "men", None),
        ("", "20", "died of wounds", "men", None),
        ("including the army, they said,", "20", "died", "men", None),
    ],
)
def test_words_of_a_part(before, number, behind, counted, expected):
    assert part_words(row(told(number, before=before, behind=behind, counted=counted)).claim) == expected


@pytest.mark.parametrize(
    ("counted", "unit", "expected"),
    [
        ("Russian soldiers", "person", ""),
        ("people", "person", ""),
        ("North Korean and Russian officers", "person", "officer"),
        ("senior officers", "person", "officer senior"),
        ("children", "person", "child"),
        ("kilometres", "km", ""),
        ("destroyed tanks", "tank", ""),
        ("battle tanks", "tank", "battle"),
    ],
)
def test_what_is_counted_beyond_people_of_any_kind(counted, unit, expected):
    assert counted_kind(counted, unit) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (told("300"), told("300", **DENIED), [("denies", "denied_figure")]),
        (told("300"), told("300", days=None, place=None, **DENIED), [("denies", "denied_figure")]),
        (told("300"), told("300", published="2025-03-10", **DENIED), [("denies", "denied_figure")]),
        (told("300"), told("300", published="2025-03-11", **DENIED), []),
        (told("300"), told("310", **DENIED), []),
        (told("300"), told("300", measure="wounded", **DENIED), []),
        (told("300"), told("300", place=ZOLK, **DENIED), []),
        (told("300"), told("300", party="Northland", **DENIED), []),
        (told("300"), told("300", **DENIED | {"by": "Ivan Testenko"}), []),
        (told("300", stance="planned"), told("300", **DENIED), []),
        (told("12"), told("12", **DENIED), [("denies", "denied_figure")]),
        (told("12"), told("12", days=None, **DENIED), []),
    ],
)
def test_a_denial_against_what_it_denies(ledger, one, other, expected):
    assert kinds(compared(ledger, one, other)) == expected


def test_the_reason_of_a_denial_names_who_denies_and_who_says_it(ledger):
    (found,) = compared(ledger, told("300", ref="first"), told("300", ref="second", **DENIED))
    assert found.reports == ("first", "second")
    assert found.reason.startswith("Olga Examplova (in second) denies what Ivan Testenko (in first) says: “300” killed (person, soldiers, Southland")
