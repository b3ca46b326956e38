"""The verbs of `reportedly gazetteer`."""

from pathlib import Path
from typing import Annotated

import typer

from reportedly import codec
from reportedly.console import AsJson, err, line, out

gazetteer = typer.Typer(help="The gazetteer: its index, and GeoNames dumps of your own beside it.", no_args_is_help=True)


@gazetteer.command("add")
def gazetteer_add(
    paths: Annotated[list[Path], typer.Argument(help="GeoNames dumps, zip or text, as download.geonames.org/export/dump has them.", dir_okay=False)],
) -> None:
    """Add the settlements and districts of GeoNames dumps (RU.zip, UA.zip); the same file name again replaces what it brought."""
    from reportedly.resolve.gazetteer import Gazetteer  # here, for a search does not need it

    for dump in Gazetteer.open().add(paths):
        out.print(f"{dump.name}: {dump.places} places", markup=False)
    err.print("GeoNames, https://www.geonames.org, CC BY 4.0")


@gazetteer.command("info")
def gazetteer_info(as_json: AsJson = False) -> None:
    """Print which index is in use, its version, how many places it holds, and the dumps that were added."""
    from reportedly.resolve.gazetteer import Gazetteer

    known = Gazetteer.open()
    if as_json:
        line(codec.encode({"path": str(known.path), "version": known.version, "places": known.size(), "dumps": known.dumps()}))
        return
    out.print(f"index    {known.path}\nversion  {known.version}\nplaces   {known.size()}", markup=False)
    for dump in known.dumps():
        out.print(f"added    {dump.name}: {dump.places} places, sha256 {dump.sha256}", markup=False)
