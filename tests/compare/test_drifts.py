"""What a retelling made of a claim: each way has claims in which it is seen, and like ones in which it is not."""

import pytest
from retold import chain, counted, report

from reportedly.compare import drifts
from reportedly.records import Claim, Evidence

TEXT = (
    "The mayor said that more than 700 people were captured. Then 700 people were captured. And 700 Northern soldiers were captured. Some 700 people "
    "were captured. He was told that 20 officers were killed, senior ones among them. Then 20 senior officers were killed. In all 500 soldiers fell. "
    "In all 510 soldiers fell. About 500 soldiers fell. Between 20 and 30 guns were lost. In the end 30 guns were lost."
)
OF = report(TEXT)
MORE = counted(OF, "more than 700 people were captured", "more than 700 people", 700, hedge="more_than", high=None, measure="captured")
AT_LEAST = counted(OF, "more than 700 people were captured", "more than 700 people", 700, hedge="at_least", high=None, measure="captured")
ABOUT = counted(OF, "Some 700 people", "Some 700 people", 700, hedge="about", measure="captured")
EXACT = counted(OF, "Then 700 people were captured", "700 people", 700, measure="captured")
SOLDIERS = counted(OF, "And 700 Northern soldiers were captured", "700 Northern soldiers", 700, measure="captured")
HEARSAY = counted(OF, "He was told that 20 officers were killed, senior ones among them", "20 officers", 20, chain=chain("the mayor", "unnamed"))
LEAD = counted(OF, "Then 20 senior officers were killed", "20 senior officers", 20, chain=chain("the mayor"))
FELL = counted(OF, "In all 500 soldiers fell", "500 soldiers", 500)
FELL_510 = counted(OF, "In all 510 soldiers fell", "510 soldiers", 510)
ABOUT_500 = counted(OF, "About 500 soldiers fell", "About 500 soldiers", 500, hedge="about")


@pytest.mark.parametrize(("claim", "words"), [(MORE, "more than 700 people"), (LEAD, "20 senior officers"), (ABOUT, "Some 700 people")])
def test_the_words_that_may_change_are_those_of_the_text(claim, words):
    assert drifts.said(claim) == words


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        (MORE, EXACT, ["drift-hedge-lost"]),
        (ABOUT, EXACT, ["drift-hedge-lost"]),
        (ABOUT, MORE, ["drift-hedge-changed"]),
        (MORE, AT_LEAST, []),
        (EXACT, MORE, []),
        (EXACT, EXACT, []),
        (ABOUT_500, FELL_510, []),
    ],
)
def test_a_hedge_is_lost_or_changed(before, after, rules):
    assert [drift.rule for drift in drifts.hedge(before, after)] == rules


def test_the_reason_of_a_lost_hedge_names_it():
    (drift,) = drifts.hedge(MORE, EXACT)
    assert (drift.how, drift.what) == ("hedge", "the hedge “more than” is lost")


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        (FELL, FELL_510, ["drift-figure-changed"]),
        (FELL_510, ABOUT_500, ["drift-figure-rounded"]),
        (FELL, EXACT, ["drift-figure-changed"]),
        (FELL, ABOUT_500, []),
        (FELL, FELL, []),
    ],
)
def test_a_figure_is_changed_or_rounded(before, after, rules):
    assert [drift.rule for drift in drifts.figure(before, after)] == rules


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [(HEARSAY, LEAD, ["drift-noun-part"]), (LEAD, HEARSAY, []), (EXACT, SOLDIERS, ["drift-noun-changed"]), (SOLDIERS, EXACT, []), (EXACT, MORE, [])],
)
def test_a_noun_is_narrowed(before, after, rules):
    assert [drift.rule for drift in drifts.noun(before, after)] == rules


@pytest.mark.parametrize(
    ("was", "now", "changed"),
    [
        ("soldiers", "troops", False),
        ("soldiers", "people", False),
        ("people", "soldiers", True),
        ("people", "civilians", True),
        ("soldiers", "civilians", True),
        ("militants", "terrorists", True),
        ("officers", "soldiers", False),
        ("children", "civilians", False),
        ("tanks", "guns", False),
        ("soldiers from the 3rd brigade", "troops", False),
    ],
)
def test_nouns_of_one_meaning_are_no_drift(was, now, changed):
    assert drifts._is_narrower(was, now) is changed


@pytest.mark.parametrize(
    ("was", "now", "alike"), [("soldiers", "people", True), ("soldiers", "civilians", False), ("tanks", "guns", False), ("tanks", "tank", True)]
)
def test_what_may_be_the_same_things(was, now, alike):
    assert drifts.alike(was, now) is alike


@pytest.mark.parametrize(
    ("measures", "rules"), [(("casualties", "killed"), ["drift-measure-hardened"]), (("killed", "casualties"), []), (("killed", "killed"), [])]
)
def test_casualties_that_become_dead_are_a_harder_measure(measures, rules):
    before, after = (counted(OF, "In all 500 soldiers fell", "500 soldiers", 500, measure=measure) for measure in measures)
    assert [drift.rule for drift in drifts.noun(before, after)] == rules


@pytest.mark.parametrize(
    ("before", "after", "hardened"),
    [("possible", "asserted", True), ("unverified", "asserted", True), ("asserted", "possible", False), ("denied", "asserted", False)],
)
def test_a_stance_hardens(before, after, hardened):
    evidence = {"stance": Evidence(0, 3, "may", "stance")}
    one, other = (counted(OF, "In all 500 soldiers fell", "500 soldiers", 500, stance=stance, evidence=evidence) for stance in (before, after))
    assert bool(list(drifts.stance(one, other))) is hardened


def attributed(quote: str, words: str, value: float, *links: str) -> Claim:
    return counted(OF, quote, words, value, chain=chain(*links))


@pytest.mark.parametrize(
    ("before", "after", "dropped"),
    [
        (("Reuters", "Ivan Testenko"), ("Reuters",), True),
        (("Ivan Testenko",), (), True),
        (("Ivan Testenko",), ("Testenko",), False),
        ((), ("Ivan Testenko",), False),
        (("the mayor", "unnamed"), ("the mayor",), False),
    ],
)
def test_an_attribution_is_dropped(before, after, dropped):
    one, other = (attributed("In all 500 soldiers fell", "500 soldiers", 500, *links) for links in (before, after))
    assert bool(list(drifts.attribution(one, other))) is dropped
