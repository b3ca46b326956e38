"""Reports and claims of invented wars, made by hand for the tests of copies and drifts."""

from dataclasses import replace

from invented import claim, span

from reportedly.compare.tellings import Telling
from reportedly.identity import id_of_report
from reportedly.records import Claim, Evidence, Figure, Link, Report

STORY = (
    "The army of Northland has taken 120 prisoners near the old bridge, the mayor of Ostrivka said on Thursday. He had seen them march through the "
    "market square himself, he added, and most of them looked tired and hungry. Another 45 soldiers are still missing. The Southern command did not "
    "answer questions about the fighting, which began when the river froze and has not stopped for a single night since."
)
OTHER = (
    "Rain has washed out the harvest around Zolk for the second year, and farmers there say that they will sell the last of their cattle before the "
    "winter. A delegation of the ministry came and left without a word. The price of bread has gone up twice since the spring."
)


def report(text: str, *, outlet: str | None = "Example Wire", published: str | None = "2025-02-06", ref: str | None = None) -> Report:
    made = Report("", ref or f"{outlet}-{published}", text, outlet, None, published, "en", None, own_id=ref)
    return replace(made, report_id=id_of_report(made))


def telling(text: str, *claims: Claim, **fields: str | None) -> Telling:
    return Telling(report(text, **fields), lambda: claims)


def counted(of: Report, quote: str, words: str, value: float, **fields: object) -> Claim:
    """The claim of the quote whose figure stands in `words` ('more than 700 people': hedge, number and noun); fields of Figure and of Claim."""
    number = next(word for word in words.split() if word[0].isdigit())
    before, _, noun = (part.strip() for part in words.partition(number))
    at = of.text.index(words, of.text.index(quote))
    figure = span(of.text[at:], number)
    start = at + figure.start
    noun_start = of.text.index(noun, start) if noun else start
    known = {name: fields.pop(name) for name in ("measure", "unit", "party", "scope", "low", "high", "hedge") if name in fields}
    hedge = known.pop("hedge", "exact")
    proof = {"hedge": Evidence(at, at + len(before), before, "hedge")} if before else {}
    made = Figure(
        start, start + len(number), number, value, known.pop("low", value), known.pop("high", value), hedge, known.pop("measure", "killed"),
        known.pop("unit", "person"), replace(span(of.text[noun_start:], noun), start=noun_start, end=noun_start + len(noun)) if noun else None,
        **known,
    )  # fmt: skip
    return claim(of, quote, figure=made, evidence={**proof, **fields.pop("evidence", {})}, **fields)


def chain(*names: str, kind: str = "person") -> tuple[Link, ...]:
    return tuple(Link(name, "unnamed" if name == "unnamed" else kind, None, None, None) for name in names)


def claim_of(of: Report, quote: str, links: tuple[Link, ...] = ()) -> Claim:
    """A claim of the quote with nothing but its chain."""
    return claim(of, quote, chain=links)
