"""Who is said to say what: one sentence for each rule in which it fires, and one in which it must not."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.detect import documents
from reportedly.detect.attributions import attributions, innermost, spoken
from reportedly.detect.models import Model
from reportedly.records import Attribution, Report, Span


def found(text: str, model: Model) -> tuple[Attribution, ...]:
    return attributions(documents.parse(Report("r", "r", text), model))


def words(attribution: Attribution) -> tuple[str, str, str]:
    return tuple(" … ".join(s.text for s in spans) for spans in (attribution.source, attribution.cue, attribution.content))  # type: ignore[return-value]


FIRES = [
    ("clause", "The mayor said that the bridge had been hit.", ("The mayor", "said", "that the bridge had been hit")),
    ("clause", "The bridge had been hit, said the mayor.", ("the mayor", "said", "The bridge had been hit")),
    ("parenthesis", "The bridge, the mayor said, had been hit.", ("the mayor", "said", "The bridge … had been hit.")),
    ("told", "“I was told that the bridge was gone,” the mayor said.", ("", "told", "that the bridge was gone")),
    ("according", "According to the mayor, the bridge was gone.", ("the mayor", "According to", ", the bridge was gone.")),
    ("according", "Nine died, according to a guard by the mill.", ("a guard by the mill", "according to", "Nine died,")),
    ("object", "The office verified nine deaths, among them two children.", ("The office", "verified", "nine deaths, among them two children")),
    ("object", "The office verified nine deaths during the night.", ("The office", "verified", "nine deaths")),
    ("according", "Nine died, according to a tally by the mill based on lists.", ("the mill", "according to", "Nine died,")),
    ("according", "The bridge was gone, according to the mayor.", ("the mayor", "according to", "The bridge was gone,")),
    ("infinitive", "The mayor vowed to rebuild the bridge.", ("The mayor", "vowed", "to rebuild the bridge")),
    ("gerund", "The mayor denied burning the bridge.", ("The mayor", "denied", "burning the bridge")),
    ("object", "The mayor announced a curfew.", ("The mayor", "announced", "a curfew")),
    ("preposition", "The mayor warned of further strikes.", ("The mayor", "warned", "further strikes")),
    ("naming", "The mayor called the strike a crime.", ("The mayor", "called", "the strike … a crime")),
    ("impersonal", "The bridge is expected to reopen in May.", ("", "expected", "The bridge … to reopen in May")),
    ("hearsay", "The bridge was reportedly destroyed.", ("", "reportedly", "The bridge was … destroyed.")),
    ("noun clause", "Nobody believed the mayor's claim that the bridge had gone.", ("the mayor's", "claim", "that the bridge had gone")),
    ("putting", "The mayor put the death toll at 16.", ("The mayor", "put", "the death toll at 16")),
    ("citing", "The station reported the losses, citing a guard.", ("a guard", "citing", "the losses")),
    ("quoted as saying", "The bridge was gone, the mayor was quoted as saying.", ("the mayor", "quoted", "The bridge was gone")),
    ("closing dash", "We held the bridge. Nobody crossed it - the mayor said.", ("the mayor", "said", "We held the bridge. Nobody crossed it")),
    ("demonstrative", "The bridge is gone. This was stated by the mayor.", ("the mayor", "stated", "The bridge is gone.")),
    ("block", "The mayor said:\n\nWe lost the bridge.\n\nWe will rebuild it.", ("The mayor", "said", "We lost the bridge.\n\nWe will rebuild it.")),
    ("parenthesis", "Forty died, the mayor said, including 12 children.", ("the mayor", "said", "Forty died … including 12 children")),
    (
        "headline: source last",
        "Two shells fell on the plant in the north, - Dorvikatom",
        ("Dorvikatom", "Dorvikatom", "Two shells fell on the plant in the north"),
    ),
    ("headline: source first", "Ministry: 20 killed in the north.", ("Ministry", "Ministry", "20 killed in the north.")),
    ("headline: source last", "Shelling in the north kills 20: monitor", ("monitor", "monitor", "Shelling in the north kills 20")),
    ("headline: source first", "Velmar intelligence: 20 people killed.", ("Velmar intelligence", "Velmar intelligence", "20 people killed.")),
    (
        "quoted by",
        "The bridge was gone, the mayor was quoted as saying by local media.",
        ("local media", "saying", "The bridge was gone, the mayor was quoted as saying by"),
    ),
    (
        "relay",
        "Reuters reports, citing the ministry, that 40 were launched.",
        ("Reuters", "reports", "citing the ministry … , that 40 were launched"),
    ),
    ("noun infinitive", "The mayor's promise to rebuild the bridge was kept.", ("The mayor's", "promise", "to rebuild the bridge")),
    ("noun of", "The mayor's denial of the losses came late.", ("The mayor's", "denial", "the losses")),
    ("count", "A third count, by the volunteers, stood at 60 dead.", ("the volunteers", "count", ", stood at 60 dead.")),
    ("quotation", "“We held it all night,” the mayor smiled.", ("the mayor", "smiled", "“We held it all night,”")),
    (
        "tail",
        "The army has taken 28 towns, the mayor, Anna Dorvik, told the envoy.",
        ("the mayor, Anna Dorvik", "told", "The army has taken 28 towns,"),
    ),
    ("demonstrative", "The bridge is gone. That is the estimate which the mayor published.", ("the mayor", "estimate", "The bridge is gone.")),
    ("demonstrative", "Ninety died. This is a count by the volunteers.", ("the volunteers", "count", "Ninety died.")),
    ("told", "He had been told, Dorvik said, that 20 officers died.", ("", "told", "that 20 officers died")),
    (
        "putting",
        "The same document puts the losses at 20, with up to 5 killed.",
        ("The same document", "puts", "the losses at 20, with up to 5 killed"),
    ),
    ("putting", "The mayor confirmed the raid but gave a toll of nine dead.", ("The mayor", "gave", "a toll of nine dead")),
    ("putting", "The number has passed 90, but the mayor puts it at 150.", ("the mayor", "puts", "it at 150")),
    ("clause", "The bridge had been hit, said Sgt. Anna Dorvik, who held it.", ("Sgt. Anna Dorvik, who held it", "said", "The bridge had been hit")),
    ("parenthesis", "One was hurt, he added, and four were missing.", ("he", "added", "One was hurt … four were missing")),
    (
        "headline: source last",
        "Shelling of the north kills 20 in Velmar Monitor AFP Saturday",
        ("Monitor", "Monitor", "Shelling of the north kills 20 in Velmar"),
    ),
    (
        "headline: source first",
        "JFO report: Troops launch three attacks. Nobody was hurt. On Monday the troops launched three attacks with mortars.",
        ("JFO report", "JFO report", "Troops launch three attacks. … On Monday the troops launched three attacks with mortars."),
    ),
    ("parenthesis", "Strikes hit the town, he said, killing 12 villagers.", ("he", "said", "Strikes hit the town … killing 12 villagers")),
    (
        "tail",
        "Houthi fighters launched two missiles at a Liberian-flagged tanker in the Red Sea, US Central Command said; no injuries were reported.",
        ("US Central Command", "said", "Houthi fighters launched two missiles at a Liberian-flagged tanker in the Red Sea,"),
    ),
    ("object", "The bridge fell, while the army has reported 71 deaths.", ("the army", "reported", "71 deaths")),
    ("named colon", "The bridge fell. Anna Dorvik: “We held it all night.”", ("Anna Dorvik", ":", "“We held it all night.”")),
    ("signature", "“We held it all night.”\n- Anna Dorvik, mayor.\n", ("Anna Dorvik, mayor", "-", "“We held it all night.”")),
    ("quotation", "“We held the mill,” the 43-year-old smiled.", ("the 43-year-old", "smiled", "“We held the mill,”")),
    ("quotation", "As the mayor puts it, “We held the bridge all night.”", ("the mayor", "puts", "“We held the bridge all night.”")),
    ("quotation", "The mayor issued a statement, “We held the bridge.”", ("The mayor", "issued", "“We held the bridge.”")),
    ("naming", "He called the defence of the bridge “careless”.", ("He", "called", "the defence of the bridge … “careless”")),
]


@pytest.mark.parametrize(("rule", "text", "expected"), FIRES)
def test_rule_fires(rule: str, text: str, expected: tuple[str, str, str], model: Model) -> None:
    assert [words(a) for a in found(text, model) if a.rule == rule] == [expected]


SILENT = [
    ("clause", "The bridge was hit on Monday."),
    ("parenthesis", "The bridge, a tall one, had been hit."),
    ("told", "The mayor was told that the bridge was gone."),
    ("according", "Aid was handed out by need, and then everyone left the town."),
    ("infinitive", "The mayor used to live here."),
    ("gerund", "The mayor stopped burning the bridge."),
    ("object", "The shells destroyed a bridge."),
    ("preposition", "The mayor lives in the town."),
    ("naming", "The mayor called his brother."),
    ("impersonal", "The bridge was built to last."),
    ("hearsay", "The bridge was completely destroyed."),
    ("noun clause", "The bridge that the mayor built is gone."),
    ("putting", "The mayor put the flowers at the gate."),
    ("putting", "The mayor put it on the table."),
    ("putting", "The mayor gave a box of nine apples."),
    ("citing", "The station reported the losses, fearing a guard."),
    ("quoted as saying", "The price was quoted in dollars."),
    ("closing dash", "We held the bridge - and the mayor - for two days."),
    ("demonstrative", "The bridge is gone. This was built by the mayor."),
    ("block", "The town lost three things:\n\nA bridge.\n\nA mill."),
    ("headline: source first", "Dorvik: 20 killed in the north."),
    ("headline: source last", "Twenty were hurt in the north. - Ukrinform."),
    ("quoted by", "The mayor was quoted as saying that the bridge was gone."),
    ("relay", "The station reported that a guard had left the bridge."),
    ("noun infinitive", "The mayor's bridge to the island was hit."),
    ("noun of", "The mayor's house of stone was hit."),
    ("count", "The count lived by the river, and stood at the gate."),
    ("count", "The town's death toll stood at 60."),
    ("quotation", "The “old bridge” collapsed and the mayor smiled."),
    ("tail", "The mayor, Anna Dorvik, told a long story."),
    ("demonstrative", "The bridge is gone. This is the number of the victims."),
    ("told", "They were told that the bridge was gone."),
    ("putting", "The document puts the mayor at ease."),
    ("parenthesis", "One was hurt, and four were missing."),
    ("headline: source last", "The government sent its Army Monday to the north"),
    ("headline: source last", "Shelling, it seems, kills 20 in Velmar Monitor AFP Saturday"),
    ("tail", "Troops fired shells on the hotel, and no casualties were reported."),
    ("count", "The toll from Thursday's bombing stood at 60."),
    ("quotation", "As the mayor puts flowers by the “old bridge over the river”, it rains."),
    ("named colon", "The mayor held three things: “old bridges” and two mills."),
    ("named colon", "He went to Anna Dorvik: “We held it all night.”"),
    ("signature", "The “old bridge” - Dorvik"),
    ("signature", "“We held the old bridge” - and the mayor fled."),
    ("quotation", "The “old bridge by the mill”, which was hit, fell as the mayor smiled."),
    ("naming", "He called the mayor by phone from the “careless” town."),
]


@pytest.mark.parametrize(("rule", "text"), SILENT)
def test_rule_does_not_fire(rule: str, text: str, model: Model) -> None:
    assert [words(a) for a in found(text, model) if a.rule == rule] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We held the bridge,” the mayor said. “Nobody crossed it.”", ("the mayor", "said", "“We held the bridge,” … “Nobody crossed it.”")),
        ("“We held it. It was dark,” said Anna Dorvik.", ("Anna Dorvik", "said", "“We held it. It was dark,”")),
        ("The mayor said: “We held it. It was dark.”", ("The mayor", "said", "“We held it. It was dark.”")),
        ("The mayor sent the envoy a blunt message: “We held it all night.”", ("The mayor", "sent", "“We held it all night.”")),
        ("“We held it,” the mayor shot back.", ("the mayor", "shot", "“We held it,”")),
        ("The mayor said:\n\n“We held it.”", ("The mayor", "said", "“We held it.”")),
        ("“We held it,” the mayor said.\n\n“It was dark.”", ("the mayor", "said", "“We held it,” … “It was dark.”")),
    ],
)
def test_quotations_are_given_to_their_speaker(text: str, expected: tuple[str, str, str], model: Model) -> None:
    (attribution,) = found(text, model)
    assert words(attribution) == expected
    assert attribution.type == "direct"


def test_who_replies_has_the_quotation_whatever_was_asked_before(model: Model) -> None:
    answer = ("the mayor", "replied", "“We held it.”")
    assert answer in [words(a) for a in found("Asked what it had cost, the mayor replied: “We held it.”", model)]
    assert all(words(a)[1] != "replied" for a in found("Asked what it had cost, the mayor left his reply: an “old bridge”.", model))


def test_a_sentence_that_breaks_down_the_one_before_has_its_source(model: Model) -> None:
    leaning, other = (f"Forty people died, the mayor said. {rest} 9 were children." for rest in ("Of these,", "In the north,"))
    assert words(found(leaning, model)[0])[2] == "Forty people died, … Of these, 9 were children."
    assert words(found(other, model)[0])[2] == "Forty people died,"


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("Nine children were among those killed.", True),
        ("This was later raised to 42.", True),
        ("Nine children were among the guests.", False),
        ("This was the third strike.", False),
    ],
)
def test_who_is_among_the_dead_and_what_was_raised_later_lean_too(sentence: str, leans: bool, model: Model) -> None:
    assert words(found(f"Forty people died, the mayor said. {sentence}", model)[0])[2].endswith(sentence) == leans


def test_a_dismissed_claim_is_denied(model: Model) -> None:
    (dismissed,) = found("The mayor dismissed as false a claim of 150 dead.", model)
    (liked,) = found("The mayor dismissed two officers.", model)
    assert (dismissed.polarity, dismissed.force, liked.force) == ("denied", "speech", "attitude")


def test_every_rule_has_its_sentences() -> None:
    folder = Path(documents.__file__).parent
    named = {n for p in folder.glob("*.py") for n in re.findall(r'_(?:bare_)?draft\([^\n]*"([a-z :]+)"(?:, words)?\)', p.read_text(encoding="utf-8"))}
    assert len(named) > 15
    assert named <= {rule for rule, *_ in FIRES}
    assert named <= {rule for rule, _ in SILENT}


def test_a_participle_goes_on_with_the_speaker(model: Model) -> None:
    said = found("The mayor said that the bridge was gone, adding that nobody was hurt.", model)
    assert [words(a) for a in said] == [("The mayor", "said", "that the bridge was gone"), ("The mayor", "adding", "that nobody was hurt")]
    (whole,) = found("The mayor said that the engineers had left, taking the tools with them.", model)
    assert words(whole)[2].endswith("with them")


def test_titles_end_no_sentence(model: Model) -> None:
    assert [words(a)[0] for a in found("“We held the bridge again today,” Mrs. Dorvik wrote on her page.", model)] == ["Mrs. Dorvik"]


def test_scare_quotes_are_no_speech(model: Model) -> None:
    assert found("The army created a “buffer zone” along the river.", model) == ()


def test_types_follow_the_marks(model: Model) -> None:
    sentences = (
        "The mayor said the bridge was gone.",
        "“The bridge is gone,” the mayor said.",
        "The mayor said the old stone bridge was “gone for good”.",
    )
    assert [found(s, model)[0].type for s in sentences] == ["indirect", "direct", "mixed"]


@pytest.mark.parametrize("sentence", ["The mayor announced a curfew.", "The mayor warned of further strikes."])
def test_a_thing_or_topic_spoken_of_is_reported(sentence: str, model: Model) -> None:
    assert found(sentence, model)[0].type == "reported"


def test_nesting_gives_parents(model: Model) -> None:
    outer, inner = found("The mayor said medics had reported that nine people were hurt.", model)
    assert (inner.parent, outer.parent) == (0, None)
    assert words(inner)[0] == "medics"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The mayor said nine people had died, but the ministry put the number at 12.", [("The mayor", None), ("the ministry", None)]),
        ("The mayor said nine people had died, while the rebels claimed they had killed 12.", [("The mayor", None), ("the rebels", None)]),
        ("The mayor said nine people had died and the governor said 12 were hurt.", [("The mayor", None), ("the governor", None)]),
        ("Nine people died, the mayor said; the army denied that anyone was killed.", [("the mayor", None), ("the army", None)]),
        # what the first one says of the other stands behind 'that', or is not set off
        ("The mayor said that nine had died and that the governor said 12 were hurt.", [("The mayor", None), ("the governor", 0)]),
        ("The mayor said the group lied when it claimed it killed 40.", [("The mayor", None), ("it", 0)]),
        ("The bridge stood; nine people were hurt, the mayor said.", [("the mayor", None)]),
    ],
)
def test_two_who_speak_in_one_sentence_do_not_speak_of_each_other(text: str, speakers: list[tuple[str, int | None]], model: Model) -> None:
    assert [(words(a)[0], a.parent) for a in found(text, model)] == speakers


def test_who_is_quoted_speaks_and_who_quotes_relays(model: Model) -> None:
    attributed = found("Nine people died, the Copper Mail quoted the mayor as saying.", model)
    assert sorted((words(a)[0], a.parent is None) for a in attributed) == [("the Copper Mail", True), ("the mayor", False)]
    assert all("Nine people died" in words(a)[2] for a in attributed)
    (naming,) = found("The Copper Mail quoted the mayor.", model) or (None,)
    assert naming is None or naming.rule != "quoted as saying"


@pytest.mark.parametrize(
    "text",
    [
        "According to the Copper Mail, citing two guards, more than 100 soldiers died.",
        "More than 100 soldiers died, according to the Copper Mail, citing two guards.",
    ],
)
def test_who_is_cited_by_the_one_according_to_whom_it_is_stands_inside(text: str, model: Model) -> None:
    mail, guards = found(text, model)
    assert (words(mail)[0], mail.parent) == ("the Copper Mail", None)
    assert (words(guards)[0], guards.parent) == ("two guards", 0)
    assert "Copper Mail" not in words(guards)[2]


def test_who_denies_behind_a_semicolon_does_not_hold_what_the_other_said(model: Model) -> None:
    mayor, *others = found("The mayor said nine people died; the army denied it.", model)
    assert words(mayor) == ("The mayor", "said", "nine people died")
    assert all("nine" not in words(other)[2] for other in others)


def test_what_the_speaker_thinks_is_no_link(model: Model) -> None:
    assert [words(a)[0] for a in found("“I think we want to leave,” the mayor said.", model)] == ["the mayor"]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The mayor said the bridge was gone.", "affirmed"),
        ("The mayor did not say that the bridge was gone.", "negated"),
        ("The mayor denied that the bridge was gone.", "denied"),
        ("The mayor refused to confirm the losses.", "refused"),
    ],
)
def test_polarity(text: str, polarity: str, model: Model) -> None:
    assert found(text, model)[0].polarity == polarity


def test_addressee_and_medium(model: Model) -> None:
    (told,) = found("The mayor told Reuters that the bridge was gone.", model)
    (interview,) = found("The mayor said in an interview with Reuters that the bridge was gone.", model)
    assert told.addressee is not None
    assert told.addressee.text == "Reuters"
    assert interview.medium is not None
    assert interview.medium.text == "in an interview with Reuters"


def test_innermost_takes_the_smallest_content_that_speaks(model: Model) -> None:
    text = "The mayor said medics had reported that nine people were hurt. The council condemned the strike that killed two."
    attributed = found(text, model)
    nine, two = (Span(at, at + 3, text[at : at + 3]) for at in (text.index("nine"), text.index("two")))
    index = innermost(spoken(attributed), nine)
    assert index is not None
    assert words(attributed[index])[0] == "medics"
    assert innermost(spoken(attributed), two) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We held the bridge,” the mayor said on Monday.", ("the mayor", "said", "“We held the bridge,”")),
        ("According to the health ministry, nine people died.", ("the health ministry", "According to", "nine people died.")),
        ("The health ministry said that nine people had died.", ("The health ministry", "said", "that nine people had died.")),
        ("Nine people died, the health ministry said.", ("the health ministry", "said", "Nine people died")),
    ],
)
def test_without_a_parse(text: str, expected: tuple[str, str, str], rules_only: Model) -> None:
    (attribution,) = found(text, rules_only)
    assert words(attribution) == expected


def test_without_a_parse_nothing_is_invented(rules_only: Model) -> None:
    assert found("Nine people died in the north on Monday. The bridge was gone.", rules_only) == ()


TEXTS = st.lists(
    st.sampled_from(
        [
            "the mayor said",
            '"',
            "“",
            "”",
            "''",
            "«",
            " ",
            ", ",
            ". ",
            "\n\n",
            ":",
            " - ",
            "20 died",
            "according to",
            "I was told",
            "citing",
            "\0",
            "😀",
            "’s",
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text_is_borne(text: str, model: Model, rules_only: Model) -> None:
    for nlp in (model, rules_only):
        for attribution in found(text, nlp):
            spans = (*attribution.source, *attribution.cue, *attribution.content)
            assert all(text[s.start : s.end] == s.text and s.text for s in spans)


def test_a_participle_before_who_speaks_is_not_who_speaks(model: Model) -> None:
    fighters = "Ten days after the fall of Goma, M23 fighters advanced 35 km toward Bukavu"
    told, _ = found(f"{fighters}, taking the town of Nyabibwe, residents and a UN source told Reuters. “They met nobody,” one resident said.", model)
    assert [s.text for s in told.source] == ["residents and a UN source"]
