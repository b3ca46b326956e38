"""Who took ground: ACLED tells a government on its own ground from everybody else."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.resolve.parties import default, party_of

REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
_Taken = tuple[str | None, str]  # the sub-event type and the rule that gave it


def taker(actor: str | None, target: str | None, country: str | None, *, again: bool) -> _Taken:
    """The sub-event type of territory taken, None where the words do not decide it, and the name of the rule.

    `country` is where it is (ISO 3166-1); `again` is what the verb says: 'retook', 'liberated'. By ACLED's codebook (2024) a government regains what
    is its own; armed groups, and states on ground that is not theirs, overtake.
    """
    party = default().entries.get(actor or "")
    if party is None:
        return _by_words(actor, again=again)
    if party.country is None:
        return (REGAINS, "states") if party.states and again else (OVERTAKES, "group")
    if country is not None:
        return (REGAINS, "own") if country == party.country else (OVERTAKES, "foreign")
    if not again and target is not None and party_of(target) not in {None, actor}:
        return OVERTAKES, "foreign"
    return (REGAINS, "verb") if again else (None, "unknown")


def _by_words(actor: str | None, *, again: bool) -> _Taken:
    """By what an actor without a name is called: 'gunmen', 'government forces'."""
    for sub_type, rule, group in ((OVERTAKES, "group", "groups"), (REGAINS, "own", "governments")):
        if actor is not None and _words(group).search(actor):
            return sub_type, rule
    return (REGAINS, "verb") if again else (None, "unknown")


@cache
def _words(group: str) -> re.Pattern[str]:
    words = lexicons.table("en/events")["takers"][group]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)
