"""Writes the keys of ``docs/browse.md`` and its pictures over ``seeds/``: ``python -m docs.browse``.

``--check`` writes nothing and fails where the keys on the page are not those of the program.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from archive.browse.app import BrowseApp
from archive.browse.keys import markdown
from archive.browse.screens.main import Main
from archive.browse.state import Question
from index.engine import open_engine

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "browse.md"
SCREENS = ROOT / "docs" / "screens"
MARK = "change that table, not this one. -->\n\n"

PICTURES = {
    "browse": ((132, 38), Question("harbour"), 3),
    "browse-quotes": ((100, 30), Question("money", of="quotes"), 1),
}
"""Name of the picture: the size of the terminal, the question, and how far down the cursor stands."""


async def picture(archive: Path, name: str) -> str:
    """Return what the app shows for a question, as SVG."""
    size, question, down = PICTURES[name]
    app = BrowseApp(lambda: open_engine(archive), question, "dark")
    async with app.run_test(size=size) as pilot:
        main = app.screen
        assert isinstance(main, Main)
        while main.counted != question:
            await pilot.pause(0.05)
        await pilot.press(*["j"] * down)
        while not main.article.view.opened or main.article.view.opened.article.id != (main.results.hit or main).id:
            await pilot.pause(0.05)
        await pilot.pause(0.2)
        return app.export_screenshot(title="newsmorgue browse")


def page() -> str:
    """Return the page with the keys of the program."""
    told = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    return told + MARK + markdown()


def main(args: list[str]) -> int:
    """Write the page and the pictures, or check the page."""
    if args == ["--check"]:
        if PAGE.read_text(encoding="utf-8") == page():
            return 0
        sys.stderr.write(f"{PAGE}: not the keys of the program: run python -m docs.browse\n")
        return 1
    PAGE.write_text(page(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        script = Path(sys.executable).parent / "newsmorgue"
        subprocess.run([script, "--archive", archive, "index", ROOT / "seeds"], check=True, stdout=subprocess.DEVNULL)
        for name in PICTURES:
            svg = asyncio.run(picture(archive, name))
            (SCREENS / f"{name}.svg").write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
