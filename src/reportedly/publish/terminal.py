"""Claims and reports for a person at a terminal, through rich; without colours every mark still reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reportedly.ledger import Counts, RunSum, Waiting
from reportedly.records import Claim, Figure, Finding, Report

_LAST_RUNS = 10  # of those that the status tells one by one
_OPEN_LOW, _OPEN_HIGH = "up to ", "+"
_SHOWN = 12  # findings on a claim's card


def number(value: float) -> str:
    """A number as people write it: 40,000 or 2.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def bounds(figure: Figure) -> str:
    """The bounds that the words allow: '700+', 'up to 50', '20-30', '~40,000', '20'."""
    low, high = figure.low, figure.high
    if low is None or high is None:
        return f"{number(low)}{_OPEN_HIGH}" if low is not None else f"{_OPEN_LOW}{number(high)}" if high is not None else "?"
    if low != high:
        return f"{number(low)}–{number(high)}"
    return ("~" if figure.hedge == "about" else "") + number(low)


def what(claim: Claim) -> str:
    """What is claimed, in a few words: 'killed 20 officers (North Korea)', or the event's sub-type and trigger."""
    figure, event = claim.figure, claim.event
    if figure is not None:
        noun = figure.counted.text if figure.counted is not None else figure.unit or ""
        whose = f" ({figure.party})" if figure.party else ""
        return " ".join(f"{figure.measure.replace('_', ' ')} {bounds(figure)} {noun}".split()) + whose
    if event is None:
        return ""
    roles = [f"{name} {words}" for name, words in (("by", event.actor), ("on", event.target)) if words]
    return " ".join([f"{event.sub_type or event.type}: “{event.trigger.text}”", *roles])


def who(claim: Claim) -> str:
    """The relay, outlet first: 'UNN → Reuters → Volodymyr Zelenskyy', or the outlet with 'itself' where no source is named."""
    outlet = claim.report.outlet or "the report"
    return f"{outlet} → {' → '.join(link.name for link in claim.chain)}" if claim.chain else f"{outlet} itself"


def when(claim: Claim) -> str:
    """The day or days of the event, open ends as '…'; empty where the report does not say."""
    date = claim.date
    if date is None:
        return ""
    return date.start or "" if date.start == date.end else f"{date.start or '…'}/{date.end or '…'}"


def where(claim: Claim) -> str:
    """The place's words, with its country or region code where it was resolved."""
    place = claim.place
    if place is None:
        return ""
    code = place.admin1 or place.country
    return f"{place.text} ({code})" if code else place.text


def claims_table(claims: Iterable[Claim], findings: Iterable[Finding] = ()) -> Table:
    """A table with one claim a row: short id, when, who, what, where, stance, and how many findings of which kind name it."""
    table, named = Table(box=None, pad_edge=False, header_style="bold"), by_claim(findings)
    columns = (("claim", None), ("when", None), ("who says", 3), ("what", 4), ("where", 2), ("how", None))
    for name, ratio in (*columns, *([("findings", 2)] if named else [])):
        table.add_column(name, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    for claim in claims:
        stance = claim.stance if claim.stance != "asserted" else claim.speech
        cells = (claim.claim_key[:8], when(claim), who(claim), what(claim), where(claim), stance)
        counts = Counter(finding.kind for finding in named.get(claim.claim_key, ()))
        relations = (", ".join(f"{kind} {count}" if count > 1 else kind for kind, count in counts.items()),) if named else ()
        table.add_row(*map(Text, (*cells, *relations)))  # Text, for words in brackets are no markup
    return table


def by_claim(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings that name each claim, by claim_key."""
    named: dict[str, list[Finding]] = {}
    for finding in findings:
        for key in finding.claims:
            named.setdefault(key, []).append(finding)
    return named


def finding_line(finding: Finding) -> Text:
    """A finding in one paragraph: its kind, the reason, and the short ids of its claims."""
    kind = f"{finding.kind} ({finding.how})" if finding.how else finding.kind
    return Text.assemble((kind, "bold"), f"  {finding.reason}  ", (" ".join(key[:8] for key in finding.claims), "dim"))


def marked(report: Report, claims: Sequence[Claim]) -> Text:
    """The report's text with each claim's figure or trigger numbered '[n]', and speakers, cues, places and dates in their colours."""
    marks: list[tuple[int, int, str]] = []
    numbers: dict[int, list[int]] = {}
    for index, claim in enumerate(claims, 1):
        anchor = claim.figure or (claim.event.trigger if claim.event is not None else None)
        if anchor is not None:
            marks.append((anchor.start, anchor.end, "bold reverse"))
            numbers.setdefault(anchor.end, []).append(index)
        date = claim.date and (claim.date.text_start, claim.date.text_end)
        spans = [(s.start, s.end, style) for s, style in ((claim.speaker, "cyan"), (claim.cue, "cyan underline"), (claim.place, "green")) if s]
        marks += spans + ([(*date, "magenta")] if date else [])
    text = Text(report.text)
    for start, end, style in marks:
        text.stylize(style, start, end)
    ends, whole = sorted(numbers), Text()
    for piece, end in zip_longest(text.divide(ends), ends):
        whole.append_text(piece)
        if end is not None:
            whole.append(f"[{','.join(map(str, numbers[end]))}]", style="dim")
    return whole


def report_page(report: Report, claims: Sequence[Claim], findings: Sequence[Finding] = ()) -> RenderableType:
    """A report with what is known of it, its marked text, a card for each claim, and the findings that name the report or the claims."""
    facts = [report.outlet, report.published, report.language, report.url, report.report_id[:8]]
    head = Text.assemble((report.title or report.report_ref, "bold"), "\n", (" · ".join(fact for fact in facts if fact), "dim"), "\n")
    named = by_claim(findings)
    cards = [claim_card(claim, index, named.get(claim.claim_key, ())) for index, claim in enumerate(claims, 1)]
    cards = [*(finding_line(finding) for finding in findings if not finding.claims), *cards]
    return Group(head, marked(report, claims), Text(), *(cards or [Text("No claims found.", style="dim")]))


def claim_card(claim: Claim, index: int, findings: Sequence[Finding] = ()) -> RenderableType:
    """One claim in full: what, who, where, when, the words and rule behind every inferred field, and the findings that name it."""
    head = Text.assemble((f"[{index}] ", "dim"), (what(claim), "bold"), f"   {claim.claim_key[:8]}")
    rows = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    said = f"{who(claim)} · {claim.speech} · {claim.stance}" + (f" · cue “{claim.cue.text}”" if claim.cue else "")
    facts = [("who", said), ("figure", _figure(claim)), ("event", _event(claim)), ("where", where(claim)), ("when", _when(claim))]
    for name, value in facts:
        if value:
            rows.add_row(f"    {name}", Text(value))
    for name, proof in claim.evidence.items():
        rows.add_row(f"    {name}", Text.assemble("← “", (proof.text, "italic"), f"” ({proof.rule})"))
    for flag in claim.flags:
        rows.add_row(f"    {flag.kind}", Text(f"“{flag.text}”: {flag.reason}", style="yellow"))
    for finding in findings[:_SHOWN]:
        rows.add_row(f"    {finding.kind}", Text(f"{finding.reason} ({finding.rule})", style="cyan"))
    if len(findings) > _SHOWN:
        rows.add_row("    ...", Text(f"{len(findings) - _SHOWN} more findings: 'reportedly compare' prints all", style="cyan"))
    return Group(head, rows)


def _figure(claim: Claim) -> str:
    figure = claim.figure
    if figure is None:
        return ""
    parts = [f"“{figure.text}” {figure.hedge}", figure.measure, figure.unit, figure.party and f"party {figure.party}", figure.role, figure.scope]
    return " · ".join(part for part in parts if part)


def _event(claim: Claim) -> str:
    event = claim.event
    if event is None:
        return ""
    parts = [event.type, event.sub_type, event.actor and f"actor {event.actor}", event.target and f"target {event.target}"]
    return " · ".join(part for part in parts if part)


def _when(claim: Claim) -> str:
    parts = [when(claim), claim.spoken and f"spoken {claim.spoken}", claim.as_of and f"as of {claim.as_of}"]
    return " · ".join(part for part in parts if part)


def status_lines(counts: Counts, runs: Sequence[RunSum], waiting: Sequence[Waiting]) -> Iterator[str]:
    """How much the ledger holds, what became of the inputs in all and in each of the last runs, and what waits in the quarantine."""
    yield f"{counts.reports} reports, {counts.claims} claims ({counts.superseded} superseded), {counts.runs} runs, {counts.log} log entries"
    tried = [run for run in runs if run.command.startswith("add")]
    yield f"{sum(run.inputs for run in tried)} inputs: {_ends(tried)}"
    if len(runs) > _LAST_RUNS:
        yield f"the last {_LAST_RUNS} of {len(runs)} runs:"
    for run in runs[-_LAST_RUNS:]:
        yield f"run {run.run} {run.at} {run.command}: {run.inputs} inputs, {_ends([run])}, {run.outcome}"
    for item in waiting:
        tries = f", {item.tries} tries" if item.tries > 1 else ""
        yield f"quarantined {item.input.source} ({item.input.stage}{tries}): {item.input.reason}"


def _ends(runs: Sequence[RunSum]) -> str:
    redone = sum(run.redone for run in runs)
    ended = {
        "added": sum(run.added for run in runs),
        "already there": sum(run.already_there or 0 for run in runs),
        "quarantined": sum(run.quarantined for run in runs),
    } | ({"redone": redone} if redone else {})
    return ", ".join(f"{number} {name}" for name, number in ended.items())
