"""The version of the rules: every claim records it in `made_by`."""

from importlib.metadata import version

RULES_VERSION = version("reportedly")
