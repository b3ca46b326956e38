"""Bytes in, reports out: formats, nothing of what the words mean. `read` is the stage; `make_report` makes a report of a text at hand.

`inputs` is `read` with the source of each report, for those who must say what became of every input.
"""

from reportedly.read.again import again, readable_again
from reportedly.read.details import Details
from reportedly.read.reports import make_report
from reportedly.read.sources import inputs, read
from reportedly.read.workers import Limits

Defaults = Details

__all__ = ["Defaults", "Details", "Limits", "again", "inputs", "make_report", "read", "readable_again"]
