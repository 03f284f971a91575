"""Makes the pictures of ``docs/screens`` from real runs over ``seeds/``: ``python -m docs.screens``."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
SCREENS = ROOT / "docs" / "screens"

RUNS = {
    "search": (96, "newsmorgue search harbour --facets person source place --limit 3"),
    "quotes": (96, "newsmorgue quotes harbour --limit 4"),
    "person": (96, "newsmorgue people brennick"),
    "parse": (118, "newsmorgue parse seeds/dump/104_ddef667f4e397842.txt"),
}
"""Name of the picture: how many columns it has, and the command line that it shows."""


def picture(name: str, columns: int, line: str, archive: Path) -> str:
    """Run a command as on a terminal of so many columns and return what it shows, as SVG."""
    env = {**os.environ, "NEWSMORGUE_ARCHIVE": str(archive), "FORCE_COLOR": "1", "COLUMNS": str(columns)}
    env = {key: value for key, value in env.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color"}
    program, *args = shlex.split(line)
    script = Path(sys.executable).parent / program
    done = subprocess.run(
        [script, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, cwd=ROOT, check=True
    )
    screen = Console(record=True, width=columns, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    screen.print(Text.assemble(("$ ", "dim"), (line, "bold")), soft_wrap=True)
    screen.print()
    screen.print(Text.from_ansi(done.stdout.decode()), soft_wrap=True)
    return screen.export_svg(title="newsmorgue", unique_id=name)


def main() -> int:
    """Index the sample articles and write every picture."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        script = Path(sys.executable).parent / "newsmorgue"
        subprocess.run([script, "--archive", archive, "index", ROOT / "seeds"], check=True, stdout=subprocess.DEVNULL)
        SCREENS.mkdir(exist_ok=True)
        for name, (columns, line) in RUNS.items():
            (SCREENS / f"{name}.svg").write_text(picture(name, columns, line, archive), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
