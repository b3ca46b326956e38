"""reportedly: an auditable ledger of attributed claims from news reports about armed conflict."""

__version__ = "0.1.0"
