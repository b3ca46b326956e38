"""The meaning of figures: bounds, hedge, measure, unit, party, role, age, sex and scope, each with its evidence."""

import pytest

from reportedly.detect import detect, documents
from reportedly.detect.figures import quantities
from reportedly.detect.models import Model
from reportedly.records import Detection, Evidence, Figure, Report, Statement
from reportedly.resolve.figures import figure
from reportedly.resolve.speakers import voice


def read(text: str, model: Model, side: str | None = None) -> list[tuple[Figure, dict[str, Evidence]]]:
    report = Report("id", "ref", text)
    document = documents.parse(report, model)
    statements = []
    for quantity in quantities(document):
        words = document.doc.char_span(quantity.number.start, quantity.number.end, alignment_mode="expand")
        assert words is not None
        sentence = document.span_of(words.sent)
        statements.append(Statement(sentence, sentence, None, quantity))
    sentences = tuple(document.span_of(s) for s in document.doc.sents)
    detection = Detection(report, sentences, statements=tuple(statements))
    return [figure(statement, detection, side) for statement in statements]


BOUNDS = [
    ("20 soldiers were killed.", (20, 20, 20, "exact")),
    ("More than 700 soldiers were captured.", (700, None, 700, "more_than")),
    ("At least 700 soldiers were captured.", (700, None, 700, "at_least")),
    ("Up to 50 soldiers were killed.", (None, 50, 50, "at_most")),
    ("Fewer than 50 soldiers were killed.", (None, 50, 50, "less_than")),
    ("About 40 thousand soldiers were killed.", (40000, 40000, 40000, "about")),
    ("Between 20 and 30 soldiers were killed.", (20, 30, None, "range")),
    ("Dozens of soldiers were killed.", (24, None, None, "vague")),
    ("Over a dozen soldiers were killed.", (12, None, 12, "more_than")),
    ("Roughly a third of the soldiers were killed.", (33, 33, 33, "about")),
]


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_bounds_and_hedge(text: str, expected: tuple[float | None, float | None, float | None, str], model: Model) -> None:
    ((found, evidence),) = read(text, model)
    assert (found.low, found.high, found.value, found.hedge) == expected
    assert ("hedge" in evidence) == (expected[3] != "exact")


MEASURES = [
    ("Ten supply routes were damaged in the war.", "places_hit", "supply route"),
    ("The troops destroyed ten infantry fighting vehicles.", "equipment_lost", "infantry fighting vehicle"),
    ("Ten enemy tanks were destroyed.", "equipment_lost", "tank"),
    ("The troops fired ten short-range missiles.", "launched", "missile"),
    ("Ukraine has lost ten soldiers killed in the war.", "killed", "person"),
    ("Nothing is known of the fate of ten soldiers.", "missing", "person"),
    ("Ten soldiers were killed.", "killed", "person"),
    ("Ten soldiers were wounded.", "wounded", "person"),
    ("The army lost ten soldiers.", "casualties", "person"),
    ("Ten soldiers were captured.", "captured", "person"),
    ("Ten soldiers are missing.", "missing", "person"),
    ("Ten families were displaced by the war.", "displaced", "family"),
    ("Ten prisoners of war were released.", "released", "person"),
    ("Ten civilians are trapped under shelling.", "affected", "person"),
    ("Ten thousand troops are stationed there.", "deployed", "person"),
    ("Ten tanks were destroyed.", "equipment_lost", "tank"),
    ("The troops fired ten missiles.", "launched", "missile"),
    ("The air force shot down ten missiles.", "equipment_lost", "missile"),
    ("The army delivered ten tonnes of aid.", "delivered", "tonne"),
    ("The army launched ten attacks.", "attacks", "attack"),
    ("The army repelled ten attacks.", "attacks", "attack"),
    ("Ten houses were damaged by shelling.", "places_hit", "house"),
    ("The army captured ten villages.", "places_taken", "village"),
    ("The army advanced ten kilometres.", "distance", "km"),
    ("The army controls ten square kilometres.", "area", "km2"),
    ("The strike engaged ten tactical units of the army.", "other", "tactical unit"),
]


@pytest.mark.parametrize(("text", "measure", "unit"), MEASURES)
def test_measure_and_unit(text: str, measure: str, unit: str, model: Model) -> None:
    ((found, evidence),) = read(text, model)
    assert (found.measure, found.unit) == (measure, unit)
    assert text[evidence["measure"].start : evidence["measure"].end] == evidence["measure"].text


PARTIES = [
    ("Ten Russian soldiers were killed.", "Russia", "party-of-counted"),
    ("Ten soldiers of the Rapid Support Forces were killed.", "Rapid Support Forces", "party-of-owner"),
    ("Israel lost ten soldiers in the war.", "Israel", "party-of-loser"),
    ("Russian troops fired ten missiles.", "Russia", "party-of-agent"),
    ("Ten missiles were launched by Russian troops.", "Russia", "party-of-agent"),
    ("The strikes against the Taliban left ten commanders dead.", "Taliban", "party-struck-against"),
    ("In Ukraine, they killed 10 invaders and destroyed 8 tanks.", "Russia", "party-of-counted"),
    ("Twenty officers were killed in the war, including senior North Korean and Russian officers.", "North Korea and Russia", "party-of-included"),
    ("Two of the murdered fishermen were Colombians.", "Colombia", "party-of-included"),
    ("In the war Germany has nearly 1,000 troops stationed in the north.", "Germany", "party-of-agent"),
    ("Russia has suffered ten casualties.", "Russia", "party-of-loser"),
    ("In the war Ukraine's losses stood at ten dead.", "Ukraine", "party-of-loser"),
    ("Ukraine has captured 700 people in the war.", "Russia", "party-of-foe"),
    ("The strikes destroyed a Hamas-held building and four tunnels.", "Hamas", "party-that-holds"),
    ("Three rockets fired from a Hamas-controlled area hit the town.", "Hamas", "party-fired-from"),
    ("Three rockets fired from the hills hit the town.", None, None),
    ("The air force shot down 35 of 40 drones launched by Russia.", "Russia", "party-of-launcher"),
    ("The air force shot down 35 drones near Russia.", None, None),
    ("Five rockets landed near the base, Iraqi officials said.", None, None),
    ("Iraqi troops said they had fired five rockets at the base.", "Iraq", "party-named-before"),
    ("The strike killed 19 members of the Sinaloa Cartel.", "Sinaloa Cartel", "party-of-named-force"),
    ("The strike killed 70 members of the Bel Orun tribe.", "Bel Orun tribe", "party-of-named-force"),
    ("The strike killed 70 members of a tribe.", None, None),
    ("Six fighters of a still unidentified group and two Hamas leaders died.", None, None),
    ("Ten people, most of them from Hamas, were killed in the strike.", None, None),
    ("Ten people including children were killed after Russian shelling.", None, None),
    ("Islamic State captured 30 people in the war.", None, None),
    ("Ten civilians were killed by Russian shelling.", None, None),
    ("The perpetrators of the attack in Guatemala hurled two grenades.", None, None),
    ("Russian troops destroyed ten houses.", None, None),
    ("The United Nations recorded ten attacks.", None, None),
]


@pytest.mark.parametrize(("text", "party", "rule"), PARTIES)
def test_party(text: str, party: str | None, rule: str | None, model: Model) -> None:
    found, evidence = read(text, model)[0]
    assert found.party == party
    assert (evidence["party"].rule if "party" in evidence else None) == rule


@pytest.mark.parametrize(
    ("text", "side", "party"),
    [
        ("They struck enemy weapons, a station and two ammunition depots.", "Ukraine", "Russia"),
        ("They struck enemy weapons, a station and two ammunition depots.", None, None),
        ("They struck weapons, a station and two ammunition depots.", "Ukraine", None),
    ],
)
def test_a_list_of_things_of_the_enemy(text: str, side: str | None, party: str | None, model: Model) -> None:
    assert read(text, model, side)[0][0].party == party


@pytest.mark.parametrize(
    ("text", "side", "party"),
    [
        ("They captured two villages in the war.", "Ukraine", "Ukraine"),
        ("They captured two villages in the war.", None, None),
        ("Putin would return. He wanted to capture two villages in the war.", "Ukraine", "Ukraine"),
        ("Zelenskyy would return. He wanted to capture two villages in the war.", "Ukraine", None),
    ],
)
def test_what_the_foe_takes_was_the_speakers(text: str, side: str | None, party: str | None, model: Model) -> None:
    assert read(text, model, side)[0][0].party == party


def test_a_sibling_gives_its_party(model: Model) -> None:
    figures = read("In Ukraine, they killed 10 invaders and destroyed 8 tanks.", model)
    assert [(f.party, e["party"].rule) for f, e in figures] == [("Russia", "party-of-counted"), ("Russia", "party-of-sibling")]


def test_a_part_has_the_party_of_the_whole(model: Model) -> None:
    figures = read("Russia has suffered 600 casualties. At least 115 of them were killed.", model)
    assert [(f.party, e["party"].rule) for f, e in figures] == [("Russia", "party-of-loser"), ("Russia", "party-of-figure-before")]


@pytest.mark.parametrize(
    ("text", "side", "party"),
    [
        ("Today they lost 230 people in the shelling.", "Ukraine", "Russia"),
        ("Today we lost 230 people in the shelling.", "Ukraine", "Ukraine"),
        ("Our guys advanced 2.5 km in this war.", "Ukraine", "Ukraine"),
        ("In this war there were more than 700 people we captured.", "Ukraine", "Russia"),
        ("The enemy fired ten missiles.", "Israel", "Hamas"),
        ("Today they lost 230 people in the shelling.", None, None),
    ],
)
def test_deixis_by_the_side_of_the_speaker(text: str, side: str | None, party: str | None, model: Model) -> None:
    ((found, _),) = read(text, model, side)
    assert found.party == party


ROLES = [
    ("Russia has suffered ten casualties in the shelling.", "military", None, None),
    ("Ten casualties were counted in the shelling.", "unknown", None, None),
    ("Ten soldiers were killed.", "military", None, None),
    ("Ten policemen were killed in the attack.", "military", None, None),
    ("Ten children were killed in the attack.", "civilian", "child", None),
    ("Ten women were killed in the attack.", "civilian", "adult", "female"),
    ("Ten people were killed in the attack.", "unknown", None, None),
    ("Ten tanks were destroyed.", None, None, None),
]


@pytest.mark.parametrize(("text", "role", "age", "sex"), ROLES)
def test_role_age_and_sex(text: str, role: str | None, age: str | None, sex: str | None, model: Model) -> None:
    ((found, evidence),) = read(text, model)
    assert (found.role, found.age, found.sex) == (role, age, sex)
    assert [field for field in ("age", "sex") if field in evidence] == [n for n, value in (("age", age), ("sex", sex)) if value]


SCOPES = [
    ("Ten soldiers were killed in the attack.", "incident"),
    ("Ten soldiers were killed over the past day.", "period"),
    ("Ten soldiers are killed per day.", "period"),
    ("Ten soldiers have been killed since the war began.", "cumulative"),
    ("Ten thousand troops are stationed there.", "stock"),
    ("Hundreds of thousands of people have been killed by shelling.", "cumulative"),
    ("Russia has lost 9,965 tanks, the army said.", "cumulative"),
    ("Russia has lost 12 tanks in the shelling.", "incident"),
    ("The attack wounded ten soldiers beside a mill that grinds 900 sacks a day.", "incident"),
    ("Ten soldiers were killed in the first week of the operation.", "period"),
    ("The operation killed ten soldiers.", "cumulative"),
    ("During the operation ten soldiers were killed.", "incident"),
    ("The army fired 14 missiles during the day.", "incident"),
    ("The siege has killed ten people.", "cumulative"),
]


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_scope(text: str, scope: str, model: Model) -> None:
    ((found, _),) = read(text, model)
    assert found.scope == scope


def test_a_period_holds_on_in_the_next_sentence_but_not_past_a_date(model: Model) -> None:
    text = "Over the past day the army lost ten tanks. Two soldiers were killed. On Monday, six soldiers were killed."
    assert [f.scope for f, _ in read(text, model)] == ["period", "period", "incident"]


def test_a_period_is_that_of_the_same_figure_and_not_past_a_day_of_its_own(model: Model) -> None:
    text = "Over 140 soldiers killed in a province. It rained. The army killed 140 soldiers in the past 24 hours."
    assert [f.scope for f, _ in read(text, model)] == ["period", "period"]
    text = "The strikes this week killed 20 men. A strike on Jan. 1 hit two tanks."
    assert [f.scope for f, _ in read(text, model)] == ["period", "incident"]


@pytest.mark.parametrize(
    ("text", "role", "rule"),
    [
        ("A strike killed 39 people, most of them civilians.", "mixed", "role-by-share"),
        ("A strike killed 39 people, most of them on Monday.", "unknown", None),
        ("Rockets fell on residential areas and killed 39 people.", "civilian", "role-by-scene"),
        ("Rockets fell on the area and killed 39 people.", "unknown", None),
        ("Rockets fell on residential areas and killed 39 soldiers.", "military", "role-by-noun"),
    ],
)
def test_role_is_told_beside_the_figure(text: str, role: str, rule: str | None, model: Model) -> None:
    ((found, evidence),) = read(text, model)
    assert (found.role, evidence["role"].rule if "role" in evidence else None) == (role, rule)


def test_role_is_that_of_the_same_figure_told_again(model: Model) -> None:
    assert [f.role for f, _ in read("Shelling killed 6 people. It hit a town, where 6 civilians were killed.", model)] == ["civilian", "civilian"]
    assert [f.role for f, _ in read("Shelling killed 6 people. It hit a town, where 7 civilians were killed.", model)] == ["unknown", "civilian"]


def test_rules_only_gives_a_sane_reading(rules_only: Model) -> None:
    ((found, _),) = read("At least 13 Russian soldiers were killed.", rules_only)
    assert (found.low, found.high, found.hedge, found.measure, found.party, found.role) == (13, None, "at_least", "killed", "Russia", "military")


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Shells killed 3 soldiers, bringing the total to 312 since May 3.", ["incident", "cumulative"]),
        ("Shells killed 3 soldiers, bringing to 312 the number of soldiers killed since May 3.", ["incident", "cumulative"]),
        ("Shells killed 3 soldiers, taking aim at a camp, since May 3.", ["cumulative"]),
    ],
)
def test_what_is_added_up_behind_a_figure_is_told_of_the_total_alone(text: str, scopes: list[str], model: Model) -> None:
    assert [f.scope for f, _ in read(text, model)] == scopes


@pytest.mark.parametrize(
    ("text", "number", "party"),
    [
        ("The Houthis said they fired 10 drones at a ship.", "10", "Houthis"),
        ("The Houthis said that they fired 10 drones at a ship.", "10", "Houthis"),
        ('Ukraine\'s General Staff said: "Today they fired 10 drones at Sumy."', "10", "Russia"),
        ("Zelenskyy spoke of Kursk. They fired 10 drones at Sumy, he said.", "10", "Russia"),
        ("Israel's army killed 15 Hamas militants in Rafah. One soldier was killed in the shelling.", "One", None),
        ("Israel's army killed 15 Hamas militants in Rafah. Another 9 fighters were killed in the shelling.", "9", "Hamas"),
        ("Rebels in northern Syria killed 9 people in the shelling.", "9", None),
    ],
)
def test_whose_they_are_where_others_are_told_of(text: str, number: str, party: str | None, model: Model) -> None:
    detection = detect(Report("r", "r", text), model)
    statement = next(s for s in detection.statements if s.quantity is not None and s.quantity.number.text == number)
    said = voice(statement, detection)
    found, _ = figure(statement, detection, said.speaker.side if said.speaker is not None else None)
    assert found.party == party


@pytest.mark.parametrize(
    ("text", "measure", "scope"),
    [
        ("A shell hit the block; 17 people remain under the rubble.", "affected", "stock"),
        ("A shell hit the block; 300 soldiers remain in the town.", "deployed", "stock"),
        ("It was the deadliest attack since 2019, when 40 officers were killed.", "killed", "incident"),
        ("At least 40 officers have been killed since 2019.", "killed", "cumulative"),
    ],
)
def test_who_remains_and_since_when(text: str, measure: str, scope: str, model: Model) -> None:
    ((found, _),) = read(text, model)
    assert (found.measure, found.scope) == (measure, scope)


LAUNCHED = [
    ("Russia launched 40 drones, 35 of which were shot down.", "Russia"),
    ("Russia fired 40 drones at Kyiv. Air defences shot down 35 drones.", "Russia"),
    ("Ukraine fired 20 drones. It was cold. Air defences shot down 35 drones.", None),
    ("Ukraine fired 20 drones. Russia lost nine missiles in the war.", "Russia"),
    ("Russia fired 20 drones. Ukraine said 15 drones were lost to jamming.", "Russia"),
]


@pytest.mark.parametrize(("text", "party"), LAUNCHED)
def test_what_was_shot_down_is_whose_it_was(text: str, party: str | None, model: Model) -> None:
    assert read(text, model)[-1][0].party == party


OF_THINGS = [
    ("Russia launched 40 drones overnight, 35 of which were shot down.", [("launched", "drone"), ("equipment_lost", "drone")]),
    ("Four drones were shot down and two hit a factory.", [("equipment_lost", "drone"), ("launched", "drone")]),
    ("Of the 12 missiles, eight were intercepted.", [("equipment_lost", "missile")]),
    (
        "Russia launched 40 drones and four missiles; 35 were shot down.",  # of which, is not said
        [("launched", "drone"), ("launched", "missile"), ("equipment_lost", None)],
    ),
    ("The rebels destroyed nine tanks and captured three.", [("equipment_lost", "tank"), ("other", "tank")]),
    ("Seven houses were destroyed and 12 damaged in the war.", [("places_hit", "house"), ("places_hit", "house")]),
    ("The blast destroyed two cars and injured nine.", [("equipment_lost", "car"), ("wounded", "person")]),
    ("Two houses were hit and 12 were killed.", [("places_hit", "house"), ("killed", "person")]),
    ("Of 40 drones launched, five were lost.", [("launched", "drone"), ("equipment_lost", "drone")]),
    ("Eight were intercepted over the sea, the army said.", [("equipment_lost", None)]),
    ("Six drones damaged an oil depot.", [("launched", "drone")]),
    ("Six drones were damaged at the base.", [("equipment_lost", "drone")]),
    ("Two shells killed a farmer.", [("launched", "shell")]),
    ("Two bombs exploded near a mosque.", [("attacks", "bomb")]),
    ("Two rockets hit inside the base.", [("launched", "rocket")]),
    ("Four aid workers were shot at in the war.", []),
    ("Four aid workers were shot at the door in the war.", [("killed", "person")]),
    ("They made 67 attacks, of which 59 were repelled.", [("attacks", "attack"), ("attacks", "attack")]),
    ("Nineteen bodies arrived at the hospital during the war.", [("killed", "person")]),
    ("Nineteen soldiers arrived at the hospital during the war.", [("deployed", "person")]),
    ("He thanked the 58 soldiers killed and the two who fell on Saturday.", [("killed", "person")]),
    (
        "The total combat losses of the enemy are: personnel - about 849,100 (+1,340) persons, tanks - 9,967 (+9), aircraft - 370.",
        [("casualties", "person"), ("equipment_lost", "tank"), ("equipment_lost", "aircraft")],
    ),
    ("The army fought for 24 hours and lost nine tanks - a record.", [("equipment_lost", "tank")]),
    ("Two killed, four injured as rebels, army trade fire.", [("killed", "person"), ("wounded", "person")]),
    ("The army killed 223 civilians in two villages.", [("killed", "person")]),
    ("The army shelled two villages.", [("places_hit", "village")]),
    ("They shot down three missiles and eight drones launched by rebels.", [("equipment_lost", "missile"), ("equipment_lost", "drone")]),
    ("The town saw eight drones launched by rebels.", [("launched", "drone")]),
    ("Gunmen abducted 38 girls. On Sunday 11 of the hostages were freed.", [("captured", "person"), ("released", "person")]),
    ("Gunmen took 38 hostages.", [("captured", "person")]),
    ("The war displaced ten people of a population of 22 million.", [("displaced", "person")]),
    ("The war displaced ten people and a population of 22 tribes.", [("displaced", "person")]),
    ("A strike killed 11 members of one family.", [("killed", "person")]),
    ("A strike killed one family and 11 guests.", [("killed", "family"), ("killed", "person")]),
    ("They brought down 71 of the drones.", [("equipment_lost", "drone")]),
    ("They brought in 71 drones.", [("deployed", "drone")]),
    ("A barrage of nine drones and four missiles killed ten people.", [("launched", "drone"), ("launched", "missile"), ("killed", "person")]),
    ("Three rockets fell in one town and two in another.", [("launched", "rocket"), ("launched", "rocket")]),
    ("Three rockets fell in one town and two hours passed in the war.", [("launched", "rocket")]),
    ("Two rockets were hit inside the base.", [("equipment_lost", "rocket")]),
    ("Twelve drones crossed into its airspace.", [("launched", "drone")]),
    ("Gunmen burned 40 huts. The governor put the toll at 14.", [("places_hit", "hut"), ("killed", "person")]),
    ("Two drones exploded over the port.", [("launched", "drone")]),
    ("The army destroyed two bombs.", [("equipment_lost", "bomb")]),
]


@pytest.mark.parametrize(("text", "expected"), OF_THINGS)
def test_a_number_without_a_noun_is_of_the_things_before_it_and_a_weapon_that_strikes_is_no_loss(
    text: str, expected: list[tuple[str, str | None]], model: Model
) -> None:
    assert [(found.measure, found.unit) for found, _ in read(text, model)] == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The number of civilians killed in the war has passed 20,000.", "civilian"),
        ("The number of soldiers killed in the war has passed 20,000.", "military"),
        ("The toll of the war has passed 20,000.", "unknown"),
        ("The army killed 61 Taliban.", "military"),
        ("The army killed 61 Afghans.", "unknown"),
    ],
)
def test_a_toll_says_whom_it_counts(text: str, role: str, model: Model) -> None:
    assert [found.role for found, _ in read(text, model)] == [role]


@pytest.mark.parametrize(
    ("text", "role", "party"),
    [
        ("An Indian soldier was killed and three others were injured.", "military", "India"),
        ("A soldier was killed and three others were injured.", "military", None),
        ("A shell fell and three others were injured in the war.", "unknown", None),
        ("A soldier was killed. Three others were injured.", "unknown", None),
    ],
)
def test_others_are_like_the_one_told_of_before(text: str, role: str, party: str | None, model: Model) -> None:
    found = read(text, model)[-1][0]
    assert (found.role, found.party) == (role, party)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Islamic State lost 21 fighters and the SDF seven.", "Syrian Democratic Forces"),
        ("Islamic State lost 21 fighters, of whom seven were leaders.", "Islamic State"),
    ],
)
def test_who_stands_right_before_a_bare_number_lost_them(text: str, party: str, model: Model) -> None:
    assert read(text, model)[-1][0].party == party


def test_a_list_of_total_losses_is_a_total(model: Model) -> None:
    told = read("The total combat losses of the enemy are: tanks - 9,967 (+9), aircraft - 370.", model)
    assert [(found.value, found.scope) for found, _ in told] == [(9967, "cumulative"), (370, "cumulative")]
    today = read("The losses of the enemy today are: tanks - 9, aircraft - 3.", model)
    assert [(found.value, found.scope) for found, _ in today] == [(9, "incident"), (3, "incident")]


def test_months_make_a_period(model: Model) -> None:
    period, day = (read(f"{when}, 563 soldiers were killed.", model)[0][0].scope for when in ("Between January and June", "On 3 June"))
    assert (period, day) == ("period", "incident")
