"""An archive of an older version is answered alike, and becomes one of this version as it is written to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

from index.article import Article
from index.ledger import LedgerUpdate
from index.whoosh.disk import Disk
from index.whoosh.files import Container, ContainerWriter
from index.whoosh.layout import FORMAT, OLDEST
from index.whoosh.opening import open_folder
from index.whoosh.records import decode, encode
from tests.index.generate import make_article, make_request
from tests.index.test_against_oracle import compare
from tests.index.whoosh.test_segments import build

NEW_IN_SEGMENTS = ("v.place.counted.",)
NEW_IN_PEOPLE = ("a.", "t.", "s.")
"""What arrays are called that older versions did not have."""


def make_older(folder: Path) -> None:
    for path in (folder / "segments").glob("*.seg"):
        rewrite(path, NEW_IN_SEGMENTS)
    for path in (folder / "segments").glob("*.people"):
        rewrite(path, NEW_IN_PEOPLE)
    toc = folder / "toc.json"
    toc.write_text(toc.read_text().replace(f'"newsmorgue": {FORMAT}', f'"newsmorgue": {OLDEST}'))


def rewrite(path: Path, without: tuple[str, ...]) -> None:
    held = Container(path)
    arrays = {name: held.array(name) for name in held.names() if not name.startswith(without)}
    meta = {**held.meta, **({"format": OLDEST} if "format" in held.meta else {})}
    with ContainerWriter(Disk(), path.with_suffix(".new")) as writer:
        for name, array in arrays.items():
            writer.add(name, array)
        writer.close(meta)
    path.with_suffix(".new").replace(path)


def without_region(dice: Random, name: str) -> Article:
    """Return a random article whose region, for which older versions could not be asked, is not known."""
    made = make_article(dice, name)
    return replace(made, dateline=made.dateline and replace(made.dateline, region=None, region_name=None))


def test_an_archive_of_an_older_version_is_answered_alike_and_written_on(tmp_path: Path) -> None:
    for name in ("new", "old"):
        build(tmp_path / name, 60, 20, made=without_region).close()
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


def test_an_article_of_an_older_version_is_all_there_without_what_else_its_source_is_called() -> None:
    made = replace(make_article(Random(3), "older"), called=("nyt",))
    stored = encode(made, made.headline or "", False)
    end = stored.body + stored.rest
    *older, called = json.loads(stored.record[stored.body : end])
    rest = json.dumps(older).encode()
    record = b"".join((stored.record[: stored.body], rest, stored.record[end:]))

    assert list(called) == ["nyt"]
    assert decode(made.id, stored.record, stored.body, stored.rest) == made
    assert decode(made.id, record, stored.body, len(rest)) == replace(made, called=())
