"""Pages that are generated from the code are what the code gives today (`make docs`)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_the_command_line_reference_is_up_to_date(tmp_path: Path):
    page = tmp_path / "cli.md"
    made = [sys.executable, "-m", "typer", "reportedly.cli", "utils", "docs", "--name", "reportedly", "--output", str(page)]
    subprocess.run(made, check=True, capture_output=True, cwd=ROOT)
    assert page.read_text(encoding="utf-8") == (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]), ids=lambda page: page.name)
def test_every_link_to_a_file_leads_there(page: Path):
    links = [part.split(")")[0].split("#")[0] for part in page.read_text(encoding="utf-8").split("](")[1:]]
    missing = [link for link in links if link and "://" not in link and not (page.parent / link).exists()]
    assert missing == []
