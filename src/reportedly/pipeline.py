"""The one place that strings the stages together."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Self

from reportedly.detect import detect, models
from reportedly.detect.models import Model
from reportedly.ledger import RefusedError, Run
from reportedly.records import Claim, Detection, MadeBy, Quarantined, Report
from reportedly.resolve import resolve
from reportedly.resolve.claims import made_by
from reportedly.resolve.gazetteer import Gazetteer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages work with besides a report: the language model and the gazetteer."""

    model: Model
    gazetteer: Gazetteer

    @classmethod
    def load(cls, model: str | None = None) -> Self:
        """The tools with the model of that name (`models.load`); the gazetteer's index is built on first use. Raises ModelError."""
        return cls(models.load(model), Gazetteer.open())

    @property
    def made_by(self) -> MadeBy:
        """The versions that claims made with these tools carry."""
        return made_by(self.model.version, self.gazetteer)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: exactly one of added (or, extracted again, redone), already there, quarantined."""

    source: str
    status: Literal["added", "redone", "already there", "quarantined"]
    claims: int = 0
    reason: str | None = None


def claims_of(report: Report, tools: Tools) -> tuple[Claim, ...]:
    """The claims of one report, in the order of its text; a pure function of the report and the tools."""
    return resolve(detect(report, tools.model), tools.gazetteer)


def detected(report: Report, tools: Tools) -> Detection | Quarantined:
    """What language alone gives of the report, or the report quarantined with the reason where that failed."""
    try:
        return detect(report, tools.model)
    except Exception as error:
        return _failed(report, "detect", error)


def extracted(report: Report, tools: Tools) -> tuple[Claim, ...] | Quarantined:
    """The claims of the report, or the report quarantined with the stage that failed and the reason."""
    detection = detected(report, tools)
    if isinstance(detection, Quarantined):
        return detection
    try:
        return resolve(detection, tools.gazetteer)
    except Exception as error:
        return _failed(report, "resolve", error)


def add(inputs: Iterable[Report | Quarantined], run: Run, tools: Tools) -> Iterator[Outcome]:
    """Store every input in the ledger's run, one transaction each, and yield what became of it.

    A report that is there already is left alone. A report that a stage fails on is quarantined with the reason; the run goes on.
    """
    for item in inputs:
        if isinstance(item, Quarantined):
            yield _quarantined(item, run)
        elif run.has(item):
            yield Outcome(item.report_ref, "already there")
        else:
            yield _added(item, run, tools)


def redo(reports: Iterable[Report], run: Run, tools: Tools) -> Iterator[Outcome]:
    """Extract stored reports again with these tools, and yield what became of each; former claims stay in the ledger's history.

    A report whose newest claims were made by the same versions already is left alone, and costs nothing: a run that was stopped goes on there.
    """
    for report in reports:
        if run.is_current(report.report_id):
            yield Outcome(report.report_ref, "already there")
            continue
        claims = extracted(report, tools)
        if isinstance(claims, Quarantined):
            yield _quarantined(claims, run)
        else:
            yield Outcome(report.report_ref, run.redo(report.report_id, claims), len(claims))


def _added(report: Report, run: Run, tools: Tools) -> Outcome:
    claims = extracted(report, tools)
    if isinstance(claims, Quarantined):
        return _quarantined(claims, run)
    try:
        return Outcome(report.report_ref, run.add(report, claims), len(claims))
    except RefusedError as error:
        return _quarantined(Quarantined(report.report_ref, "ledger", str(error), report.raw_sha256), run)


def _quarantined(item: Quarantined, run: Run) -> Outcome:
    run.quarantine(item)
    return Outcome(item.source, "quarantined", reason=item.reason)


def _failed(report: Report, stage: Literal["detect", "resolve"], error: Exception) -> Quarantined:
    """A fault of ours in one report costs that report only; the traceback goes to the log for a bug report."""
    _log.debug("%s failed on %s", stage, report.report_ref, exc_info=error)
    return Quarantined(report.report_ref, stage, f"{stage} failed: {type(error).__name__}: {error}", report.raw_sha256)
