"""`reportedly gazetteer`: a dump that is added, and what is in use."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly import cli
from reportedly.resolve import gazetteer as module
from reportedly.resolve.gazetteer import Gazetteer

LINE = "990000001\tVerkhnii Yablunets\tVerkhnii Yablunets\t\t50.91\t34.8\tP\tPPL\tUA\t\t02\t\t\t\t12\t\t150\tEurope/Kyiv\t2024-01-01\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built = Gazetteer.open().path
    (tmp_path / "reportedly").mkdir()
    (tmp_path / "reportedly" / built.name).symlink_to(built)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_add_and_info(folder: Path):
    (folder / "UA.txt").write_text(LINE, encoding="utf-8")
    added = CliRunner().invoke(cli.app, ["gazetteer", "add", str(folder / "UA.txt")])
    assert (added.exit_code, added.stdout) == (0, "UA: 1 places\n")
    info = json.loads(CliRunner().invoke(cli.app, ["gazetteer", "info", "--json"]).stdout)
    assert [dump["name"] for dump in info["dumps"]] == ["UA"]
    assert "+" in info["version"]
    assert Path(info["path"]).parent == module.cache_folder()


def test_what_is_no_dump_is_refused(folder: Path):
    (folder / "UA.txt").write_text("no dump\n", encoding="utf-8")
    refused = CliRunner().invoke(cli.app, ["gazetteer", "add", str(folder / "UA.txt")])
    assert refused.exit_code != 0
    assert "line 1" in str(refused.exception)
