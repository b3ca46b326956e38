"""reportedly: an auditable ledger of attributed claims from news reports about armed conflict.

The command line is this library; the stages are functions of one type to another:

>>> from reportedly import Details, Tools, claims_of, make_report
>>> tools = Tools.load()
>>> text = "At least 12 soldiers were killed near Sumy on Monday, the regional council said."
>>> report = make_report(text, said=Details(outlet="Harbour Wire", published="2025-02-08"))
>>> claim, = claims_of(report, tools)
>>> claim.figure.measure, claim.figure.low, claim.figure.high, claim.figure.hedge
('killed', 12.0, None, 'at_least')
>>> claim.speaker.name, claim.speech, claim.date.start, claim.place.name
('regional council', 'indirect', '2025-02-03', 'Sumy')
>>> report.text[claim.quote.start : claim.quote.end] == claim.quote.text
True

A ledger keeps them:

>>> from reportedly import Ledger, Query, add
>>> with Ledger.open(folder / "reportedly.db") as ledger:
...     with ledger.run(tools.made_by, "add") as run:
...         print([outcome.status for outcome in add([report], run, tools)])
...     print([claim.figure.text for claim in ledger.find(Query(measure="killed", min=10))])
...     print(list(ledger.verify()))
['added']
['12']
[]

The stages stand in their folders: `reportedly.read.read`, `reportedly.detect.detect`, `reportedly.resolve.resolve`, `reportedly.publish.csv`. The
names here are looked up when they are first used, so that a search does not wait for the language model.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.errors import ReportedlyError
    from reportedly.ledger import Ledger, Query
    from reportedly.pipeline import Tools, add, claims_of
    from reportedly.read import Details, make_report
    from reportedly.records import Claim, Report

__all__ = ["Claim", "Details", "Ledger", "Query", "Report", "ReportedlyError", "Tools", "add", "claims_of", "make_report"]

_HOMES = {
    "reportedly.errors": ("ReportedlyError",),
    "reportedly.ledger": ("Ledger", "Query"),
    "reportedly.pipeline": ("Tools", "add", "claims_of"),
    "reportedly.read": ("Details", "make_report"),
    "reportedly.records": ("Claim", "Report"),
}


def __getattr__(name: str) -> object:
    """The public name, from the module that defines it."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module 'reportedly' has no attribute {name!r}")
    return getattr(import_module(home), name)
