"""Whose the counted people or things are, or who attacked: the party of a figure, with the words and the rule that gave it."""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from reportedly.detect.nouns import PERSONS
from reportedly.detect.phrases import phrase
from reportedly.detect.phrases import words as listed
from reportedly.records import Detection, Evidence, Measure, Quantity, Span, Statement
from reportedly.resolve.casts import last_side
from reportedly.resolve.parties import Named, armed_groups, default, opponent_of, parties_in, party_of
from reportedly.resolve.registers import beside, figure_before, once, sentence_at
from reportedly.spans import Ordered, itself, span

Found = tuple[str, Evidence]

_BY_AGENT = frozenset({"attacks", "launched", "delivered", "distance"})
_MOSTLY = 0.75  # of the armed groups named
_DOING = frozenset({"launch", "carry_out", "deploy", "deliver"})
_LOSSES = frozenset({"casualties", "kill", "wound", "missing", "destroy"})
_DOWNED = frozenset({"destroy", "casualties"})
_HAVE = frozenset({"deployed", "area"})


def party(statement: Statement, measure: Measure, detection: Detection, side: str | None) -> Found | None:
    """The party of a statement's quantity: the attacker or giver for attacks, launches and deliveries, else whose people or things they are."""
    quantity = statement.quantity
    if quantity is None or (quantity.owner is not None and phrase("unknown_group").search(quantity.owner.text)):
        return None
    if measure in _BY_AGENT:
        return _attacker(quantity, statement, detection, side)
    bare = quantity.counted is None or quantity.counted.start < quantity.number.start
    found = (_right_before(statement, quantity, detection) if bare else None) or _named(quantity.counted, detection, side, "party-of-counted")
    launcher = None if found else _launched_by(statement, quantity, detection, side)
    if quantity.agent is None:
        found = found or launcher
    found = found or _owner(quantity, statement, detection, side) or _of_figure_before(quantity, statement, detection, side)
    return found or launcher or _inferred(quantity, measure, statement, detection, side)


def _named(words: Span | None, detection: Detection, side: str | None, rule: str) -> Found | None:
    """The party that the words themselves name, through the speaker's side where they are 'our' or 'the enemy'."""
    if words is None:
        return None
    name: str | None = None
    they = phrase("they").fullmatch(words.text)
    if side and (phrase("ours").search(words.text) or (they and _opens_telling(words, detection))):
        name = side
    elif side and (they or phrase("enemy").search(words.text)):
        name = opponent_of(side)
    name = name or party_of(words.text, detection.report.text) or _group(words, detection)
    return (name, Evidence(words.start, words.end, words.text, rule)) if name else None


def _opens_telling(words: Span, detection: Detection) -> bool:
    """Whether 'they' are the side that speaks: 'The rebels said they fired ten rockets', but not in quotation marks, where they would say 'we'."""
    start = words.start - len("that ") if detection.report.text.endswith("that ", 0, words.start) else words.start
    return start in _tellings(detection)


@once
def _tellings(detection: Detection) -> frozenset[int]:
    """Where what a side itself tells begins, behind its cue and without marks."""
    sides = [a for a in detection.attributions if a.type != "direct" and a.cue and any(parties_in(s.text) for s in a.source)]
    return frozenset(part.start for a in sides for part in a.content if part.start > a.cue[0].start)


def _group(words: Span, detection: Detection) -> str | None:
    """The armed group that 'militants' or 'terrorists' means: the one that the report mostly names, or the two that it names together."""
    if not phrase("fighters").search(words.text) or phrase("alleged").search(words.text):
        return None
    return _mostly_named(detection)


@once
def _mostly_named(detection: Detection) -> str | None:
    text = detection.report.text
    groups = armed_groups(text)
    counts = Counter(group.name for group in groups)
    for first, second in pairwise(groups):
        if (
            first.name != second.name
            and counts[first.name] + counts[second.name] >= 0.6 * len(groups)
            and re.fullmatch(r"\s+and\s+(?:the\s+)?", text[first.end : second.start])
        ):
            return f"{first.name} and {second.name}"
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _MOSTLY * len(groups) else None


def _owner(quantity: Quantity, statement: Statement, detection: Detection, side: str | None) -> Found | None:
    """By the words of the counted phrase, of its owner, or of who lost it."""
    owner = quantity.owner
    found = _named(quantity.counted, detection, side, "party-of-counted") or _holder(quantity, detection)
    if owner is not None and not phrase("own").fullmatch(owner.text) and not _of_a_part(quantity, owner, detection):
        found = found or _named(owner, detection, side, "party-of-owner") or _force(owner)
    if found is None and quantity.effect is not None and quantity.effect.text.lower() in listed("lose"):
        found = _named(quantity.agent, detection, side, "party-of-loser") or _nearest(statement, quantity, detection)
    found = found or _suffered(quantity, detection, side)
    found = found or _including(quantity, statement, detection) or _foe(quantity, side)
    return found or _own(quantity, statement, detection, side) or _taken_by_foe(quantity, detection, side) or _captured(quantity, detection)


def _of_a_part(quantity: Quantity, owner: Span, detection: Detection) -> bool:
    """Whether an owner is only that of some of the counted: '23 people, most of them from the group'."""
    counted = quantity.counted
    between = detection.report.text[counted.end : owner.start] if counted is not None and counted.end <= owner.start else ""
    return phrase("most_of_them").search(between) is not None


def _force(owner: Span) -> Found | None:
    """A force by its full name that no list has: '70 members of the Al bu Nimr tribe', 'fighters of the Storm Brigade'."""
    match = phrase("named_force").match(owner.text)
    if match is None:
        return None
    words = span(owner.text, *match.span(1))
    return words.text, Evidence(owner.start + words.start, owner.start + words.end, words.text, "party-of-named-force")


def _suffered(quantity: Quantity, detection: Detection, side: str | None) -> Found | None:
    """Who is said to have suffered: 'Russia has suffered 600,000 casualties', 'the number of Russian dead at 38,500'."""
    if quantity.group not in _LOSSES:
        return None
    agent, effect, text = quantity.agent, quantity.effect, detection.report.text
    if agent is not None and effect is not None:
        behind = text[agent.end : max(effect.start, quantity.number.start)]
        owned = 0 <= effect.start - agent.end <= 4 and phrase("losses_end").search(effect.text)  # "Ukraine's losses"
        if phrase("suffers").search(behind) or phrase("losses_end").search(agent.text) or owned:
            return _named(agent, detection, side, "party-of-loser")
    before = phrase("losses_of").search(text[max(0, quantity.number.start - 90) : quantity.number.start])
    start = max(0, quantity.number.start - 90)
    return _named(span(text, start + before.start(1), start + before.end(1)), detection, side, "party-of-losses") if before else None


def _captured(quantity: Quantity, detection: Detection) -> Found | None:
    """The opponent of the side that is told to have captured people: 'Ukraine has captured 700 people'."""
    agent, captor = quantity.agent, _doer(quantity, detection)
    entry = default().entries.get(captor or "")
    if agent is None or entry is None or entry.armed or not entry.opponents or (quantity.effect_lemma or "") not in listed("capture"):
        return None
    if quantity.noun_class not in ("military", "person") or quantity.group != "capture":
        return None
    return entry.opponents[0], Evidence(agent.start, agent.end, agent.text, "party-of-foe")


def _right_before(statement: Statement, quantity: Quantity, detection: Detection) -> Found | None:
    """The party whose name stands right before a number without a noun: 'the rebels lost 21 fighters and the army seven'."""
    text, start = detection.report.text, statement.sentence.start
    before = text[start : quantity.number.start].rstrip()
    named = parties_in(before, text)
    if not named or named[-1].end != len(before):
        return None
    words = span(text, start + named[-1].start, start + named[-1].end)
    return named[-1].name, Evidence(words.start, words.end, words.text, "party-right-before")


def _launched_by(statement: Statement, quantity: Quantity, detection: Detection, side: str | None) -> Found | None:
    """Who launched the weapons that were shot down, as the figures before tell: 'Russia launched 40 drones ... 35 were shot down'."""
    if quantity.noun_class != "munition" or quantity.group not in _DOWNED:
        return None
    behind = quantity.counted and phrase("fired_by").match(detection.report.text, quantity.counted.end)
    if behind:
        return _named(span(detection.report.text, *behind.span(1)), detection, side, "party-of-launcher")
    here = sentence_at(detection, statement.sentence.start)
    other = figure_before(detection, quantity.number.start)
    while other is not None and other.quantity is not None and sentence_at(detection, other.sentence.start) >= here - 1:
        if other.quantity.noun_class == "munition" and other.quantity.group == "launch":
            found = _named(other.quantity.agent, detection, side, "party-of-launcher")
            return found or _named(other.quantity.counted, detection, side, "party-of-launcher")
        other = figure_before(detection, other.quantity.number.start)
    return None


def _of_figure_before(quantity: Quantity, statement: Statement, detection: Detection, side: str | None) -> Found | None:
    """The party of the figure on whose noun this one leans: 'lost 198,000 killed and 550,000 wounded', '115,000 of them were killed'."""
    start, words = quantity.number.start, quantity.counted
    if words is not None and words.start > start:
        return None
    other = figure_before(detection, start)
    there = other.quantity if other is not None else None
    if other is None or there is None:
        return None
    same = there.counted == words if words is not None else other.sentence == statement.sentence and there.counted is None
    found = (_owner(there, other, detection, side) or _of_figure_before(there, other, detection, side)) if same else None
    return (found[0], Evidence(found[1].start, found[1].end, found[1].text, "party-of-figure-before")) if found else None


def _including(quantity: Quantity, statement: Statement, detection: Detection) -> Found | None:
    """The parties named behind 'including' without a number: '20 officers were killed, including senior North Korean and Russian officers'."""
    behind = detection.report.text[quantity.number.end : statement.sentence.end]
    match = phrase("including").search(behind) or phrase("were").match(behind)
    if match is None or quantity.noun_class not in PERSONS:
        return None
    start = quantity.number.end
    words = span(detection.report.text, start + match.start(1), start + match.end(1))
    return _named(words, detection, None, "party-of-included")


def _foe(quantity: Quantity, side: str | None) -> Found | None:
    """The opponent of the speaker's side where 'we' captured or killed: 'people we captured'."""
    agent, foe = quantity.agent, opponent_of(side)
    if agent is None or foe is None or quantity.group not in ("capture", "kill", "destroy") or not phrase("we").fullmatch(agent.text.strip()):
        return None
    return foe, Evidence(agent.start, agent.end, agent.text, "party-of-foe")


def _own(quantity: Quantity, statement: Statement, detection: Detection, side: str | None) -> Found | None:
    """The speaker's side where it speaks of 'its' people or things, and no other side stands between: 'the ministry says nine of its men died'."""
    text, number, index = detection.report.text, quantity.number, statement.attribution
    pointer = phrase("its").match(text, number.end, statement.sentence.end)
    if side is None or index is None or pointer is None or quantity.owner is None or pointer.start(1) != quantity.owner.start:
        return None
    said = next((c for c in detection.attributions[index].content if c.start <= number.start < c.end), None)
    if said is None or parties_in(text[said.start : number.start], text):
        return None
    return side, Evidence(pointer.start(1), pointer.end(1), pointer[1], "party-of-speaker")


def _taken_by_foe(quantity: Quantity, detection: Detection, side: str | None) -> Found | None:
    """The speaker's own side where the other one takes people or places: 'They captured two villages', or its leader: 'He wanted two regions'."""
    agent, foe = quantity.agent, opponent_of(side)
    if agent is None or side is None or foe is None or quantity.group not in ("capture", "take"):
        return None
    word, text = agent.text.strip().lower(), detection.report.text
    opened = text.rfind("\n", 0, agent.start) + 1
    leads = word in ("he", "she") and last_side(text[opened : agent.start]) == foe
    if not (phrase("they").fullmatch(word) or leads or party_of(agent.text, text) == foe):
        return None
    return side, Evidence(agent.start, agent.end, agent.text, "party-of-speaker-taken")


def _holder(quantity: Quantity, detection: Detection) -> Found | None:
    """Who holds the counted places: 'three rebel-held buildings'."""
    words = quantity.counted
    name = party_of(words.text, detection.report.text, held=True) if words is not None and quantity.noun_class == "place" else None
    return (name, Evidence(words.start, words.end, words.text, "party-that-holds")) if name and words else None


def _attacker(quantity: Quantity, statement: Statement, detection: Detection, side: str | None) -> Found | None:
    observed = quantity.effect is not None and quantity.effect.text.lower() in listed("observe")
    found = _named(quantity.counted, detection, side, "party-of-counted")
    if not observed:
        found = found or _named(quantity.agent, detection, side, "party-of-agent")
        # A subject that names no party ('the perpetrators') is not the one named before it either.
        agentless = quantity.agent is None or phrase("pronoun").fullmatch(quantity.agent.text) is not None
        found = found or (_nearest(statement, quantity, detection) if agentless else None)
    return found or _fired_from(quantity, statement, detection) or _striker(detection)


def _fired_from(quantity: Quantity, statement: Statement, detection: Detection) -> Found | None:
    """Who holds the ground that the weapons came from: 'three rockets fired from an IS-controlled area'."""
    text = detection.report.text
    match = phrase("fired_from").search(text, quantity.number.end, statement.sentence.end)
    if match is None:
        return None
    held = [n for n in parties_in(match[1], text, held=True) if phrase("holding").match(match[1], n.end)]
    if not held:
        return None
    words = span(text, match.start(1) + held[0].start, match.start(1) + held[0].end)
    return held[0].name, Evidence(words.start, words.end, words.text, "party-fired-from")


def _striker(detection: Detection) -> Found | None:
    """The one party that the report says attacks, fires or strikes, anywhere; None where it says so of two."""
    text = detection.report.text
    named = [n for n in parties_in(text, text) if phrase("strikes").match(text, n.end) and _may_act(text, n)]
    if len({n.name for n in named}) != 1:
        return None
    words = span(text, named[0].start, named[0].end)
    return named[0].name, Evidence(words.start, words.end, words.text, "party-that-strikes")


def _may_act(text: str, named: Named) -> bool:
    return not default().entries[named.name].neutral and not phrase("within").search(text[max(0, named.start - 14) : named.start])


def _nearest(statement: Statement, quantity: Quantity, detection: Detection) -> Found | None:
    """The party named last before the number in its sentence, where it is no one's target ('against ...')."""
    text, start = detection.report.text, statement.sentence.start
    before = text[start : quantity.number.start]
    named = [n for n in parties_in(before, text) if _may_act(before, n)]
    if not named:
        return None
    words = span(text, start + named[-1].start, start + named[-1].end)
    if quantity.rule == "effect-by-munition" and any(_sources(detection).overlapping(words)):
        return None  # 'Israel said 12 drones crossed into its airspace': who says so fired none
    return named[-1].name, Evidence(words.start, words.end, words.text, "party-named-before")


@once
def _sources(detection: Detection) -> Ordered[Span]:
    """The words for those who speak in a report."""
    return Ordered((source for attribution in detection.attributions for source in attribution.source), at=itself)


def _inferred(quantity: Quantity, measure: Measure, statement: Statement, detection: Detection, side: str | None) -> Found | None:
    """By the sentence and the report, for armed people and the things of war only."""
    if measure in _HAVE:
        doer = _named(quantity.agent, detection, None, "party-of-agent")
        return doer or _nearest(statement, quantity, detection) or (_sibling(quantity, statement, detection) if measure == "deployed" else None)
    if not _is_of_war(quantity, measure):
        return None
    near = (
        _against(statement, detection)
        or _of_the_enemy(statement, detection, side)
        or _sibling(quantity, statement, detection)
        or _held_beside(quantity, detection)
    )
    if near or quantity.noun in listed("shared_places"):
        return near
    usual = _usual(detection, besides=_doer(quantity, detection))
    # a group that the report speaks of has fighters; 'one soldier was killed' may be told of its enemy
    return None if usual and quantity.noun in listed("of_states") and _is_group(usual[0]) else usual


def _is_of_war(quantity: Quantity, measure: Measure) -> bool:
    if quantity.noun_class in PERSONS or quantity.noun is None:
        return quantity.noun_class == "military" and measure != "deployed"
    if measure in ("equipment_lost", "other"):
        return quantity.noun not in listed("civil_vehicles")
    return measure == "places_hit" and quantity.noun not in listed("homes")


def _of_the_enemy(statement: Statement, detection: Detection, side: str | None) -> Found | None:
    """The enemy of who speaks, in whose list of things of war the number stands: 'destroyed enemy weapons, a station and two depots'."""
    foe, sentence = opponent_of(side), statement.sentence
    match = phrase("enemy").search(sentence.text)
    if foe is None or match is None:
        return None
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return foe, Evidence(start, end, match.group(), "party-of-enemy")


def _against(statement: Statement, detection: Detection) -> Found | None:
    """The party against which the sentence's strikes go: 'four strikes against the army left 62 soldiers dead'."""
    text, start = detection.report.text, statement.sentence.start
    for match in phrase("against").finditer(statement.sentence.text):
        rest = statement.sentence.text[match.end() : match.end() + 60]
        named = parties_in(rest, text)
        if named and named[0].start <= 4:
            words = span(text, start + match.end() + named[0].start, start + match.end() + named[0].end)
            return named[0].name, Evidence(words.start, words.end, words.text, "party-struck-against")
    return None


def _sibling(quantity: Quantity, statement: Statement, detection: Detection) -> Found | None:
    """The party of another figure of the same sentence whose own words name it: '107 invaders and eight tanks'; of irregulars it is none."""
    if quantity.counted is not None and phrase("fighters").search(quantity.counted.text):
        return None
    for other in beside(statement, detection):
        if other.quantity is None or other.quantity is quantity:
            continue
        if other.quantity.group in _DOING and quantity.group not in _DOING:  # '16 coalition aircraft fired at 22 targets': not whose targets
            continue
        found = _named(other.quantity.counted, detection, None, "party-of-sibling") or _named(
            other.quantity.owner, detection, None, "party-of-sibling"
        )
        if found:
            return found
    return None


def _held_beside(quantity: Quantity, detection: Detection) -> Found | None:
    """Who held what was struck in the same list: 'destroyed a rebel-held building and four workshops'."""
    effect, text = quantity.effect, detection.report.text
    if effect is None or effect.end > quantity.number.start or quantity.group not in ("destroy", "strike", "engage"):
        return None
    listed_before = text[effect.end : quantity.number.start]
    named = [n for n in parties_in(listed_before, text, held=True) if phrase("holding").match(listed_before, n.end)]
    if not named:
        return None
    words = span(text, effect.end + named[-1].start, effect.end + named[-1].end)
    return named[-1].name, Evidence(words.start, words.end, words.text, "party-that-holds")


def _is_group(name: str) -> bool:
    return (entry := default().entries.get(name)) is not None and entry.armed


def _doer(quantity: Quantity, detection: Detection) -> str | None:
    return party_of(quantity.agent.text, detection.report.text) if quantity.agent else None


def _usual(detection: Detection, *, besides: str | None) -> Found | None:
    """The party whose people and things of war the report's other figures count, where they all name the same."""
    found = _targets(detection)
    names = [name for name in found if name != besides]
    return (names[0], found[names[0]]) if len(names) == 1 else None


@once
def _targets(detection: Detection) -> Mapping[str, Evidence]:
    """The parties whose people and things of war a report's figures count, each with the first words that say so."""
    found: dict[str, Evidence] = {}
    for other in detection.statements:
        if other.quantity is None or not _is_of_war(other.quantity, "equipment_lost"):
            continue
        one = _named(other.quantity.counted, detection, None, "party-usual-target") or _named(
            other.quantity.owner, detection, None, "party-usual-target"
        )
        if one:
            found.setdefault(*one)
    return found
