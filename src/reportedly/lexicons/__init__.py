"""Word lists, parties, office holders and registries: data with source and licence, never code.

A language is a folder (`en/`); what holds for every language stands beside them. Each file is TOML with `source` and `licence` at its head.
"""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The lexicon `name` ('en/hedges', 'parties') as parsed TOML; treat it as read-only."""
    path = files(__package__).joinpath(*f"{name}.toml".split("/"))
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def version() -> str:
    """sha256 over every lexicon file that ships with the package, in order of name: what a claim's `made_by.lexicons` records."""
    digest = hashlib.sha256()
    root = files(__package__)
    for folder in ("", "en"):
        place = root.joinpath(folder) if folder else root
        for path in sorted((p for p in place.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name):
            digest.update(f"{folder}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()
