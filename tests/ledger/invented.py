"""Reports and claims made by hand, for the ledger's tests: invented names, outlets and words."""

from dataclasses import replace

from reportedly.identity import id_of_report, identified, text_hash
from reportedly.records import Claim, Event, Evidence, Figure, Flag, Link, MadeBy, ModelVersion, Place, Quote, Report, ReportHead, Span, Speaker, When

AT = "2025-02-09T10:00:00+00:00"
MADE_BY = MadeBy("0.1.0", "a" * 64, ModelVersion("test_model", "1.0", "b" * 64))
NEWER = MadeBy("0.2.0", "a" * 64, ModelVersion("test_model", "1.0", "b" * 64))

SENTENCES = (
    "The mayor of Ostrivka, Ivan Testenko, said that at least 12 soldiers were killed near Zölk on Monday.",
    "According to the Northern Staff, 40 drones were launched.",
    "A command post was struck.",
)


def report(number: int = 1, *, outlet: str = "Example Wire", published: str | None = "2025-02-08", sentences: tuple[str, ...] = SENTENCES) -> Report:
    """A report of three sentences; another number gives another report."""
    text = f"Dispatch {number}. " + " ".join(sentences)
    made = Report("", f"report-{number:04}", text, outlet, f"https://wire.example/{number}", published, "en", f"Dispatch {number}")
    return replace(made, report_id=id_of_report(made))


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def claim(of: Report, quote: str, **fields: object) -> Claim:
    """A claim of the report, with its ids, whose quote is these words."""
    where = span(of.text, quote)
    before, after = of.text[max(0, where.start - 10) : where.start], of.text[where.end : where.end + 10]
    head = ReportHead(of.report_id, of.outlet, of.url, of.published, of.language, of.title)
    values = {"speech": "indirect", "stance": "asserted", "made_by": MADE_BY, **fields}
    made = Claim("", "", of.report_ref, head, Quote(where.start, where.end, where.text, before, after), **values)  # type: ignore[arg-type]
    return identified(made, text_hash(of.text))


def claims(of: Report, made_by: MadeBy = MADE_BY) -> tuple[Claim, ...]:
    """Three claims of a report: soldiers killed, drones launched, and an event without a figure."""
    return (_killed(of, made_by), _launched(of, made_by), _struck(of, made_by))


def _killed(of: Report, made_by: MadeBy) -> Claim:
    text = of.text
    mayor, place, day, at_least = (span(text, words) for words in ("Ivan Testenko", "Zölk", "on Monday", "at least"))
    number, counted = span(text, "12"), span(text, "soldiers")
    return claim(
        of,
        "at least 12 soldiers were killed near Zölk on Monday",
        made_by=made_by,
        cue=span(text, "said"),
        speaker=Speaker(mayor.start, mayor.end, mayor.text, "Ivan Testenko", "person", "Northland"),
        chain=(Link("Ivan Testenko", "person", mayor.start, mayor.end, mayor.text),),
        origin="Ivan Testenko",
        figure=Figure(number.start, number.end, "12", 12.0, 12.0, None, "at_least", "killed", "people", counted, "Southland", "military"),
        place=Place(place.start, place.end, "Zölk", "Zölk", "UA", "UA-63", 700000, 50.0, 36.25, 1),
        date=When("2025-02-03", "2025-02-03", day.start, day.end, day.text, 1, "published"),
        evidence={"hedge": Evidence(at_least.start, at_least.end, at_least.text, "hedge_at_least")},
    )


def _launched(of: Report, made_by: MadeBy) -> Claim:
    number = span(of.text, "40")
    staff = span(of.text, "the Northern Staff")
    return claim(
        of,
        "40 drones were launched",
        made_by=made_by,
        chain=(Link("Northern Staff", "organisation", staff.start, staff.end, staff.text), Link("an unnamed officer", "unnamed", None, None, None)),
        origin="Northern Staff",
        figure=Figure(number.start, number.end, "40", 40.0, 40.0, 40.0, "exact", "launched", "drones", span(of.text, "drones")),
    )


def _struck(of: Report, made_by: MadeBy) -> Claim:
    event = Event("Explosions/Remote violence", "Air/drone strike", span(of.text, "struck"), None, "Southland")
    return claim(of, "A command post was struck.", made_by=made_by, speech="unattributed", stance="denied", event=event, origin=of.outlet)


NAME = "Zoya Privatna"  # a private person, to be erased


def named(number: int) -> Report:
    """A report that names a private person in its text, title, URL and ref; another number gives another report."""
    made = report(number, sentences=(f"A woman was wounded, said her neighbour {NAME}.", "ZOYA  PRIVATNA was not at home."))
    url, title = "https://wire.example/zoya-privatna", f"{NAME}: dispatch {number}"
    made = replace(made, url=url, title=title, report_ref=f"{number}-zoya_privatna.txt", raw_sha256="d" * 64)
    return replace(made, report_id=id_of_report(made))


def named_claim(of: Report, made_by: MadeBy = MADE_BY) -> Claim:
    """Its claim, with the person as its speaker, chain, origin and actor, and in a flag's reason."""
    who, trigger = span(of.text, NAME), span(of.text, "wounded")
    return claim(
        of,
        f"A woman was wounded, said her neighbour {NAME}.",
        made_by=made_by,
        speaker=Speaker(who.start, who.end, who.text, NAME, "person"),
        chain=(Link(NAME, "person", who.start, who.end, who.text),),
        origin=NAME,
        event=Event("Violence against civilians", None, trigger, NAME, None),
        flags=(Flag("slip", who.start, who.end, who.text, f"{NAME} is at odds with the rest"),),
    )
