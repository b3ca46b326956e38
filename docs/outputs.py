"""Fills in what the commands of the docs print: `python docs/outputs.py`.

After a console block that is followed by the mark `<!-- output -->`, the block's commands are run, all in one shell and one ledger for each page, and
what they print replaces the text block behind the mark. Long outputs are cut in the middle.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "docs/tutorial.md")
MOST_LINES = 46
_BLOCK = re.compile(r"```console\n(?P<commands>(?:(?!```).)*)```\n\n<!-- output -->\n(?:```text\n.*?```\n)?", re.DOTALL)
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)


def filled(page: str, ledger: Path) -> str:
    """The page with what its commands print today."""
    commands = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # those of this environment, activated or not
    environment = {**os.environ, "PATH": commands, "REPORTEDLY_LEDGER": str(ledger), "COLUMNS": "150", "NO_COLOR": "1"}

    def with_output(match: re.Match[str]) -> str:
        script = _PROMPT.sub("", match["commands"])
        done = subprocess.run(["bash", "-c", f"({script}) 2>&1"], stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT, check=False)
        lines = [line.rstrip() for line in done.stdout.replace(str(ledger), ledger.name).splitlines()]
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], "..."]
        return f"```console\n{match['commands']}```\n\n<!-- output -->\n```text\n" + "\n".join(lines) + "\n```\n"

    return _BLOCK.sub(with_output, page)


def main() -> None:
    """Rewrite every page in place."""
    for name in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            path = ROOT / name
            path.write_text(filled(path.read_text(encoding="utf-8"), Path(folder) / "tutorial.db"), encoding="utf-8")


if __name__ == "__main__":
    main()
