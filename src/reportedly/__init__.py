"""reportedly: an auditable ledger of attributed claims from news reports about armed conflict."""

from reportedly.version import RULES_VERSION as __version__

__all__ = ["__version__"]
