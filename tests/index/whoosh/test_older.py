"""An archive of the version before is answered alike, and becomes one of this version as it is written to."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from index.ledger import LedgerUpdate
from index.whoosh.disk import Disk
from index.whoosh.files import Container, ContainerWriter
from index.whoosh.layout import FORMAT, OLDEST
from index.whoosh.opening import open_folder
from tests.index.generate import make_article, make_request
from tests.index.test_against_oracle import compare
from tests.index.whoosh.test_segments import build

NEW = ("a.", "t.", "s.")
"""What the arrays of a people table are called that the version before did not have."""


def make_older(folder: Path) -> None:
    for path in (folder / "segments").glob("*.seg"):
        rewrite(path, ())
    for path in (folder / "segments").glob("*.people"):
        rewrite(path, NEW)
    toc = folder / "toc.json"
    toc.write_text(toc.read_text().replace(f'"newsmorgue": {FORMAT}', f'"newsmorgue": {OLDEST}'))


def rewrite(path: Path, without: tuple[str, ...]) -> None:
    held = Container(path)
    arrays = {name: held.array(name) for name in held.names() if not without or not name.startswith(without)}
    meta = {**held.meta, **({"format": OLDEST} if "format" in held.meta else {})}
    with ContainerWriter(Disk(), path.with_suffix(".new")) as writer:
        for name, array in arrays.items():
            writer.add(name, array)
        writer.close(meta)
    path.with_suffix(".new").replace(path)


def test_an_archive_of_the_version_before_is_answered_alike_and_written_on(tmp_path: Path) -> None:
    with build(tmp_path / "new", 60, 20) as new, build(tmp_path / "old", 60, 20):
        pass
    make_older(tmp_path / "old")

    with (
        open_folder(tmp_path / "new", "read", create=False, wait=0, disk=Disk()) as new,
        open_folder(tmp_path / "old", "read", create=False, wait=0, disk=Disk()) as old,
    ):
        dice = Random(5)
        for _ in range(60):
            request = make_request(dice)
            compare(new.search(request), old.search(request))
        assert new.people() == old.people()
        assert old.check().faults == ()

    with open_folder(tmp_path / "old", "write", create=False, wait=0, disk=Disk()) as engine:
        engine.commit([make_article(Random(9), "further")], [], LedgerUpdate())
        assert engine.check().faults == ()
    assert json.loads((tmp_path / "old" / "toc.json").read_text())["newsmorgue"] == FORMAT
    (table,) = (tmp_path / "old" / "segments").glob("*.people")
    assert "a.row" in Container(table)
