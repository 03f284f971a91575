"""What the smaller commands print, over an engine that answers from samples."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import index.engine
from archive import __version__
from archive.cli.app import COMMANDS, MEANT, program
from archive.cli.commands import people
from index.errors import NoArchiveError
from index.ledger import Ledger, Run
from index.request import ArchiveStats
from tests import golden
from tests.cli.conftest import Runner
from tests.cli.fakes import FakeEngine
from tests.render import samples

GOLDEN = Path(__file__).parent / "golden"
HARBOUR, FERRY = samples.id_of(samples.HARBOUR), samples.id_of(samples.STRIPPED)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("search", ("search", "harbour", "--facets", "person", "source", "date")),
        ("quotes", ("quotes", "winter")),
        ("show", ("show", HARBOUR[:8])),
        ("people", ("people",)),
        ("person", ("people", "ruiz")),
        ("check", ("check",)),
    ],
)
def test_what_is_printed_looks_as_it_did(run: Runner, engine: FakeEngine, name: str, args: tuple[str, ...]) -> None:
    result = run(*args)

    assert result.status == 0
    golden.check(result.out, GOLDEN / f"{name}.txt")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("search", ("search", "harbour", "--facets", "person", "--json", "--limit", "10")),
        ("quotes", ("quotes", "winter", "--json")),
        ("show", ("show", HARBOUR, FERRY, "--json")),
        ("people", ("people", "--json", "--limit", "20")),
        ("person", ("people", "ruiz", "--json")),
        ("status", ("status", "--json")),
        ("check", ("check", "--json")),
    ],
)
def test_json_lines_look_as_they_did(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, name: str, args: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NEWSMORGUE_ARCHIVE", "/archive")
    monkeypatch.setattr(people, "perf_counter", lambda: 0.0)

    result = run(*args)

    assert result.err == ""
    golden.check(result.out, GOLDEN / f"{name}.jsonl")
    for line in result.out.splitlines():
        assert json.loads(line)["schema"] == 1


def test_without_a_command_there_is_help(run: Runner) -> None:
    shown = run(terminal=True)
    piped = run()

    assert (shown.status, piped.status) == (0, 2)
    assert shown.out.startswith("Usage: newsmorgue")
    assert piped.out == ""
    assert "Usage: newsmorgue" in piped.err


def test_the_archive_may_be_named_behind_the_command(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEWSMORGUE_ARCHIVE", "/archive")

    told = [
        json.loads(run(*before, "status", "--json", *behind).out)["archive"]
        for before, behind in (
            ((), ("--archive", str(tmp_path))),
            (("--archive", "/other"), ("--archive", str(tmp_path))),
            (("--archive", "/other"), ()),
            ((), ()),
        )
    ]

    assert told == [str(tmp_path), str(tmp_path), "/other", "/archive"]


def test_the_version_is_told(run: Runner) -> None:
    assert run("--version").out == run("-V").out == f"newsmorgue {__version__}\n"


@pytest.mark.parametrize("name", [*COMMANDS, ""])
def test_help_may_be_asked_for_as_a_command(run: Runner, name: str) -> None:
    assert run("help", *name.split()) == run(*name.split(), "--help")


def test_help_for_no_command_offers_the_nearest(run: Runner) -> None:
    assert run("help", "serach").err.startswith("there is no command 'serach': did you mean search?\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(run: Runner, name: str) -> None:
    result = run(name, "--help")

    assert result.status == 0
    assert f"Usage: newsmorgue {name}" in result.out
    assert "Examples:" in result.out
    assert f"newsmorgue {name}" in result.out.partition("Examples:")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_told_in_the_table_as_in_its_own_help(name: str) -> None:
    with program.make_context("newsmorgue", [], resilient_parsing=True) as ctx:
        command = program.get_command(ctx, name)

    assert command is not None
    assert command.name == name
    assert (command.help or "").splitlines()[0] == COMMANDS[name]


def test_an_unknown_command_offers_the_nearest(run: Runner) -> None:
    result = run("serach", "storm")

    assert result.status == 2
    assert result.err == "there is no command 'serach': did you mean search?\nTry: newsmorgue --help\n"


@pytest.mark.parametrize(("asked", "meant"), [("person", "people"), ("facets", "search --facets"), ("add", "index")])
def test_what_other_programs_call_a_command_offers_it(run: Runner, asked: str, meant: str) -> None:
    assert f"there is no command {asked!r}: did you mean {meant}?" in run(asked, "storm").err


def test_the_commands_that_are_offered_are_there() -> None:
    assert {meant.split()[0] for meant in MEANT.values()} <= {*COMMANDS} - {*MEANT}


def test_a_wrong_option_is_a_usage_error(run: Runner) -> None:
    result = run("search", "storm", "--facet", "person")

    assert result.status == 2
    assert "--facets" in result.err
    assert "Try: newsmorgue search --help" in result.err


def test_show_takes_shortened_ids_and_several(run: Runner, engine: FakeEngine) -> None:
    result = run("show", HARBOUR[:6], FERRY[:6])

    assert result.status == 0
    assert result.out.count("────") > 0
    assert "Harbour wall gives way" in result.out
    assert "Lena Brandt" in result.out


def test_show_of_an_unknown_id_finds_nothing(run: Runner, engine: FakeEngine) -> None:
    assert run("show", "zzz").status == 1
    mixed = run("show", "zzz", HARBOUR)
    assert mixed.status == 2
    assert "zzz: no article" in mixed.err
    assert "Harbour wall" in mixed.out


def test_show_raw_gives_the_file_as_it_was(run: Runner, engine: FakeEngine) -> None:
    assert run("show", "--raw", FERRY).out == samples.STRIPPED


def test_show_raw_of_two_encodings_is_text_on_a_terminal(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    raw = "Zoë said “yes”.\n".encode() + "José’s answer\n".encode("cp1252")
    engine.known = [replace(samples.ferry(), raw=raw, encoding="utf-8+cp1252")]

    assert run("show", "--raw", FERRY, terminal=True).out.replace("\r", "") == "Zoë said “yes”.\nJosé’s answer\n"


def test_show_raw_and_json_exclude_each_other(run: Runner, engine: FakeEngine) -> None:
    assert run("show", "--raw", "--json", FERRY).status == 2


def test_people_of_no_name_offer_near_misses(run: Runner, engine: FakeEngine) -> None:
    near = run("people", "anna", "reeze")
    far = run("people", "nobody")

    assert (near.status, far.status) == (1, 1)
    assert "did you mean Ana Ruiz?" in near.err
    assert "newsmorgue people lists" in far.err
    assert near.out == far.out == ""


def test_people_of_no_name_as_json_carry_the_near_misses(run: Runner, engine: FakeEngine) -> None:
    result = run("people", "ann", "--json")

    assert result.status == 1
    assert json.loads(result.out)["suggestions"][0]["text"] == "Ana Ruiz"


def test_who_has_the_whole_name_comes_first_however_it_was_typed(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = samples.person_page().person
    found = [replace(some, name="José García Pérez"), replace(some, name="José García")]
    monkeypatch.setattr(engine, "find_people", lambda name: found)

    lines = [json.loads(line) for line in run("people", "JOSE", "Garcia", "--json").out.splitlines()]

    assert [line["name"] for line in lines if line["type"] == "person"] == ["José García", "José García Pérez"]


def test_a_surname_behind_a_title_is_no_whole_name(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = samples.person_page().person
    monkeypatch.setattr(engine, "find_people", lambda name: [replace(some, name=name) for name in ("Ana Ruiz", "Ruiz")])

    lines = [json.loads(line) for line in run("people", "Mrs. Ruiz", "--json").out.splitlines()]

    assert [line["name"] for line in lines if line["type"] == "person"] == ["Ana Ruiz", "Ruiz"]


def test_a_page_of_those_so_called_is_printed_as_json(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = samples.person_page().person
    monkeypatch.setattr(engine, "find_people", lambda name: [replace(some, name=name) for name in ("A", "B", "C")])

    lines = [
        json.loads(line) for line in run("people", "ruiz", "--json", "--limit", "1", "--page", "2").out.splitlines()
    ]

    assert [line["name"] for line in lines if line["type"] == "person"] == ["B"]
    assert (lines[-1]["total"], lines[-1]["shown"]) == (3, 1)


def test_no_people_of_a_name_may_be_asked_for_to_count_them(run: Runner, engine: FakeEngine) -> None:
    counted = run("people", "ruiz", "--json", "--limit", "0")
    past = run("people", "ruiz", "--json", "--page", "9")

    assert (counted.status, json.loads(counted.out)["total"]) == (0, 1)
    assert (past.status, json.loads(past.out)["shown"]) == (1, 0)


def test_people_are_a_table_too(run: Runner, engine: FakeEngine) -> None:
    some = samples.person_page().person
    row = f"{some.name},{some.articles},{some.mentions},{some.quotes},{'; '.join(some.forms)}"

    assert run("people", "--csv").out == f"name,articles,mentions,quotes,forms\n{row}\n"
    assert run("people", "ruiz", "--csv").out == f"name,articles,mentions,quotes,forms\n{row}\n"
    nobody = run("people", "zzzz", "--csv")
    assert (nobody.status, nobody.out) == (1, "name,articles,mentions,quotes,forms\n")
    assert nobody.err.startswith("nobody in the archive is called 'zzzz'")
    assert run("people", "--csv", "--json").err == "--json and --csv exclude each other: choose one\n"


def test_no_people_may_be_asked_for_to_count_them(run: Runner, engine: FakeEngine) -> None:
    result = run("people", "--limit", "0")

    assert (result.status, result.out, result.err) == (0, "", "4 people\n")


@pytest.mark.parametrize(
    "args", [("search", "fog"), ("search",), ("quotes", "--by", "ruiz"), ("people",), ("people", "ruiz")]
)
def test_of_an_empty_archive_it_is_said_how_to_fill_it(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    monkeypatch.setattr(engine, "search", lambda _: samples.nothing_page())
    monkeypatch.setattr(engine, "find_people", lambda _: [])
    monkeypatch.setattr(engine, "people", lambda *_: [])
    monkeypatch.setattr(engine, "stats", lambda: ArchiveStats(0, 0, 0, 0, 0, 0, 0, None, None))

    result = run(*args)

    assert (result.status, result.out) == (1, "")
    assert result.err == "the archive holds no articles yet: newsmorgue index FOLDER takes a folder into it\n"


def test_an_empty_page_of_people_finds_nothing(run: Runner, engine: FakeEngine) -> None:
    result = run("people", "--page", "9")

    assert (result.status, result.out, result.err) == (1, "", "none of 4 people on this page\n")


def test_status_lists_failed_files_with_their_reasons(run: Runner, engine: FakeEngine) -> None:
    result = run("status", "--failed")

    assert result.out == "/clippings/broken\\x1b[2J.xml: not well-formed: line 2\n"


def test_status_counts_the_archive(run: Runner, engine: FakeEngine) -> None:
    result = run("status")

    assert "articles      2, and 1 that a later version" in result.out
    assert "files         1 read, 1 failed, 1 forgotten" in result.out
    assert "/clippings" in result.out


def test_status_tells_names_in_people_txt_that_nobody_has(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    stats = replace(engine.stats(), strangers=("Anna Riuz",))
    monkeypatch.setattr(engine, "stats", lambda: stats)

    assert "people.txt: no article names anybody 'Anna Riuz': is it spelled so?\n" in run("status").err
    summary = json.loads(run("status", "--json").out)
    assert summary["strangers"] == ["Anna Riuz"]


def test_a_run_that_read_one_article_is_told_in_the_singular(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = Run(datetime(2026, 3, 1, 12, 0, tzinfo=UTC), {"new": 1, "gone": 0, "articles": 1})
    monkeypatch.setattr(engine, "ledger", lambda: Ledger(last_run=last))

    assert run("status").out.endswith(": 1 new, 1 article\n")


def test_check_fails_when_there_are_faults(run: Runner, engine: FakeEngine) -> None:
    engine.faults = ("s1.seg: broken: newsmorgue rebuild mends it",)

    result = run("check")

    assert result.status == 2
    assert "1 fault in 7 files" in result.out


def test_formats_are_listed(run: Runner) -> None:
    result = run("formats")

    assert result.status == 0
    assert ".txt" in result.out
    assert json.loads(run("formats", "--json").out)["formats"][0]["name"] == "text"


def test_where_there_is_no_archive_yet_the_mend_is_told(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_engine(folder: Path, mode: str = "read", **_: object) -> FakeEngine:
        raise NoArchiveError(f"{folder}: no archive")

    monkeypatch.setattr(index.engine, "open_engine", open_engine)

    result = run("--archive", "/no/such/folder", "search", "storm")

    assert result.status == 2
    assert result.err == "/no/such/folder: there is no archive yet: newsmorgue index FOLDER makes one\n"


def test_a_folder_that_is_no_archive_keeps_its_own_text(
    run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def open_engine(folder: Path, mode: str = "read", **_: object) -> FakeEngine:
        raise NoArchiveError(f"{folder}: it holds something else")

    monkeypatch.setattr(index.engine, "open_engine", open_engine)

    assert "something else" in run("--archive", str(tmp_path), "search", "storm").err


def test_the_default_archive_is_in_the_data_folder_of_the_user(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NEWSMORGUE_ARCHIVE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert str(Path("newsmorgue") / "default") in run("status").out.splitlines()[0]
