"""Bytes in, reports out: formats, nothing of what the words mean. `read` is the stage; `make_report` makes a report of a text at hand."""

from reportedly.read.details import Details
from reportedly.read.reports import make_report
from reportedly.read.sources import read

Defaults = Details

__all__ = ["Defaults", "Details", "make_report", "read"]
