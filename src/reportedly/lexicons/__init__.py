"""Word lists, parties, office holders and registries: data with source and licence, never code.

A language is a folder (`en/`); what holds for every language stands beside them. Each file is TOML with `source` and `licence` at its head.
"""

import hashlib
import os
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportedly.errors import ReportedlyError

OWN_PARTIES = "REPORTEDLY_PARTIES"  # the variable that names a user's own file of parties, of the form of parties.toml


@cache
def table(name: str) -> dict[str, Any]:
    """The lexicon `name` ('en/hedges', 'parties') as parsed TOML; treat it as read-only."""
    path = files(__package__).joinpath(*f"{name}.toml".split("/"))
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def nationalities() -> dict[str, tuple[str, ...]]:
    """The words for the things and the people of each country, by its ISO 3166-1 code: 'Kenyan', 'Kenyans'."""
    return {code: tuple(dict.fromkeys([*row["adjectives"], *row["people"]])) for code, row in table("en/nationalities")["countries"].items()}


@cache
def parties() -> tuple[dict[str, Any], ...]:
    """The entries of parties.toml, then the countries that it does not name.

    Those of the user's own file (REPORTEDLY_PARTIES) stand first, and in place of entries of the same name.
    Raises ReportedlyError where the user's file cannot be read or an entry has no name.
    """
    path = os.environ.get(OWN_PARTIES)
    own = _own_parties(Path(path)) if path else []
    known = table("parties")["party"]
    taken = {name for entry in known for name in (entry["name"], *entry.get("names", ()))}
    others = [_state(code, row) for code, row in table("en/nationalities")["countries"].items() if row["name"] not in taken]
    names = {entry["name"] for entry in own}
    return (*own, *(entry for entry in (*known, *others) if entry["name"] not in names))


def _state(code: str, row: dict[str, Any]) -> dict[str, Any]:
    """The entry of a country that parties.toml does not name."""
    return {"country": code, "names": [row["name"], *table("place_aliases")["country"].get(code, ())], **row}


def _own_parties(path: Path) -> list[dict[str, Any]]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("party", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReportedlyError(f"{path}: {OWN_PARTIES} names no file of parties that can be read ({error})") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and isinstance(entry.get("name"), str) for entry in entries):
        raise ReportedlyError(f"{path}: every [[party]] needs a name; the form is that of parties.toml (docs/concepts.md)")
    return entries


@cache
def version() -> str:
    """sha256 over every lexicon file, in order of name, and the user's own parties: what a claim's `made_by.lexicons` records."""
    digest = hashlib.sha256()
    root = files(__package__)
    for folder in ("", "en"):
        place = root.joinpath(folder) if folder else root
        for path in sorted((p for p in place.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name):
            digest.update(f"{folder}/{path.name}\n".encode() + path.read_bytes())
    own = os.environ.get(OWN_PARTIES)
    if own:
        digest.update(repr(parties()).encode())
    return digest.hexdigest()
