"""The one family of exceptions that reportedly raises on purpose."""


class ReportedlyError(Exception):
    """What went wrong, where, and what to do about it, in one line."""


class UnreadableInputError(ReportedlyError):
    """An input that cannot be read as a report."""


class ModelError(ReportedlyError):
    """No language model, or one whose weights are not those that were expected."""


class LedgerError(ReportedlyError):
    """The ledger file cannot be opened, written or trusted."""
