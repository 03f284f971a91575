"""Stored bytes are changed, cut off or taken away: never a wrong answer, never a traceback, and ``check`` names it."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from random import Random

import numpy as np
import pytest

from index.errors import ArchiveError, DamagedArchiveError, NewerArchiveError, NoArchiveError, OlderArchiveError
from index.ledger import LedgerUpdate
from index.request import SearchRequest
from index.whoosh.disk import Disk
from index.whoosh.files import ContainerWriter
from index.whoosh.layout import FORMAT
from index.whoosh.opening import open_folder
from index.whoosh.packed import Packer, write_dictionaries
from tests.index.build import article
from tests.index.whoosh.small import QUESTIONS, answers, expected_ids, make, opened, plain

COMMITS = 3


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "archive"
    make(folder, COMMITS)
    return folder


def kept_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ("lock",))


def assert_never_wrong(folder: Path, damaged: Path, expected: list[tuple[object, ...]]) -> None:
    """Fail where an answer is neither right nor marked as lacking something, or ``check`` finds nothing."""
    try:
        engine = opened(folder)
    except ArchiveError as error:
        assert str(damaged) in str(error) or str(folder) in str(error)
        return
    with engine:
        for question, right in zip(QUESTIONS, expected, strict=True):
            page = engine.search(question)
            if plain(page) != right:
                assert any(str(damaged) in note for note in page.notes)
        try:
            stored = engine.articles(expected_ids(COMMITS))
            engine.ledger().files.values()
            list(engine.ledger().files.values())
        except DamagedArchiveError as error:
            assert str(damaged) in str(error)
        else:
            assert all(article.body.startswith("The flood number") for article in stored)
        assert any(str(damaged) in fault for fault in engine.check().faults)


def damage_all(whole: Path, tmp_path: Path, change: str, times: int) -> None:
    dice = Random(change)
    with opened(whole) as engine:
        expected = answers(engine)
    for file in kept_files(whole):
        for turn in range(times):
            folder = tmp_path / f"{file.name}-{turn}"
            shutil.copytree(whole, folder)
            damaged = folder / file.relative_to(whole)
            data = bytearray(damaged.read_bytes())
            if change == "flip":
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
            elif change == "cut":
                del data[dice.randrange(len(data)) :]
            elif change == "lengthen":
                data += b"\0" * dice.randrange(1, 9)
            if change == "remove":
                damaged.unlink()
            else:
                damaged.write_bytes(data)
            if change != "lengthen" or file.suffix != ".json":
                assert_never_wrong(folder, damaged, expected)
            shutil.rmtree(folder)


@pytest.mark.parametrize(("change", "times"), [("flip", 6), ("cut", 3), ("lengthen", 1), ("remove", 1)])
def test_damage_is_found(whole: Path, tmp_path: Path, change: str, times: int) -> None:
    damage_all(whole, tmp_path, change, times)


@pytest.mark.slow
def test_any_flipped_bit_is_found(whole: Path, tmp_path: Path) -> None:
    damage_all(whole, tmp_path, "flip", 60)


def test_a_damaged_part_is_named_and_the_rest_stays_searchable(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    shutil.copytree(whole, folder)
    segment = min((folder / "segments").glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-100])

    with opened(folder) as engine:
        page = engine.search(SearchRequest("flood"))
        faults = engine.check().faults

    assert 0 < page.total < len(expected_ids(COMMITS))
    assert page.notes == (
        f"a damaged part of the archive was left out: {segment}: the file was cut short or lengthened; "
        "rebuild the archive from its files",
    )
    assert [fault for fault in faults if str(segment) in fault]


def test_a_damaged_archive_is_not_written_to(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    shutil.copytree(whole, folder)
    min((folder / "segments").glob("*.seg")).unlink()

    with (
        open_folder(folder, "write", create=False, wait=0, disk=Disk()) as engine,
        pytest.raises(DamagedArchiveError, match="nothing was written"),
    ):
        engine.commit([], expected_ids(COMMITS)[:1], LedgerUpdate())


@pytest.fixture
def unpackable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an archive of one article whose record cannot be unpacked."""

    def spoil(packer: Packer, writer: ContainerWriter) -> None:
        writer.add_bytes("s.packed", b"no frame")
        writer.add("s.packed.off", np.array([0, 8], dtype=np.uint32))
        write_dictionaries(writer, [], np.array([1]))

    with monkeypatch.context() as patch:
        patch.setattr(Packer, "write", spoil)
        with open_folder(tmp_path, "write", create=True, wait=0, disk=Disk()) as engine:
            engine.commit([article("a", body="The flood rose.")], [], LedgerUpdate())
    return tmp_path


def test_records_that_cannot_be_unpacked_are_named_and_left_out(unpackable: Path) -> None:
    with opened(unpackable) as engine:
        (fault,) = engine.check().faults
        page = engine.search(SearchRequest("flood", snippets=1))

    assert "a record is packed with a dictionary that does not exist" in fault
    assert page.total == 0
    assert "record 0 cannot be unpacked; rebuild" in page.notes[0]


def test_damage_that_comes_to_light_while_articles_are_taken_over_ends_the_commit(unpackable: Path) -> None:
    with open_folder(unpackable, "write", create=False, wait=0, disk=Disk()) as engine:
        before = engine.generation
        with pytest.raises(DamagedArchiveError, match="nothing was written"):
            engine.commit((each for id in engine.ids() for each in engine.articles([id])), [], LedgerUpdate())
        assert engine.generation == before


class Bomb:
    """Touches a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self._path,)


@pytest.mark.parametrize("suffix", [".json", ".seg", ".ledger", ".people", ".bits"])
def test_a_pickle_in_place_of_a_file_is_refused_and_does_not_run(whole: Path, tmp_path: Path, suffix: str) -> None:
    fuse = tmp_path / "went off"
    bomb = pickle.dumps(Bomb(fuse))
    pickle.loads(bomb)
    assert fuse.exists()
    fuse.unlink()
    folder = tmp_path / "a"
    shutil.copytree(whole, folder)
    targets = [path for path in kept_files(folder) if path.suffix == suffix and path.name != "manifest.json"]
    assert targets
    for target in targets:
        target.write_bytes(bomb)

    try:
        with opened(folder) as engine:
            answers(engine)
            engine.check()
            engine.ledger()
    except DamagedArchiveError as error:
        assert any(str(target) in str(error) for target in targets)
    assert not fuse.exists()


def test_an_archive_of_a_newer_version_is_refused(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    shutil.copytree(whole, folder)
    toc = folder / "toc.json"
    toc.write_text(toc.read_text().replace(f'"newsmorgue": {FORMAT}', f'"newsmorgue": {FORMAT + 1}'))

    with pytest.raises(NewerArchiveError, match="a newer version of this program made this archive"):
        opened(folder)


def test_an_archive_of_an_older_version_is_refused_with_the_way_to_mend_it(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    shutil.copytree(whole, folder)
    toc = folder / "toc.json"
    toc.write_text(toc.read_text().replace(f'"newsmorgue": {FORMAT}', '"newsmorgue": 1'))

    with pytest.raises(OlderArchiveError, match="make it anew with `newsmorgue rebuild`"):
        opened(folder)


def test_a_folder_without_an_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="here is no archive"):
        opened(tmp_path)


def test_no_archive_is_made_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ana")

    with pytest.raises(NoArchiveError, match=r"holds something else \(letter.txt\)"):
        open_folder(tmp_path, "write", create=True, wait=0, disk=Disk())
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_no_archive_is_made_over_one_that_lost_its_table(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    shutil.copytree(whole, folder)
    (folder / "toc.json").unlink()

    with pytest.raises(DamagedArchiveError, match=r"toc.json: the file is missing; rebuild"):
        open_folder(folder, "write", create=True, wait=0, disk=Disk())
    with pytest.raises(DamagedArchiveError, match=r"toc.json: the file is missing; rebuild"):
        opened(folder)


@pytest.mark.parametrize("name", ["manifest.json", "segments"])
def test_a_foreign_file_with_a_name_of_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")

    with pytest.raises(ArchiveError):
        open_folder(tmp_path, "write", create=True, wait=0, disk=Disk())
    assert (tmp_path / name).read_text() == "{}"
