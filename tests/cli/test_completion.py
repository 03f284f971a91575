"""Tab completion of commands, options and values."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import index.engine
from index.request import FacetCount
from tests.cli.conftest import SCRIPT, Runner
from tests.cli.fakes import FakeEngine


def complete(run: Runner, monkeypatch: pytest.MonkeyPatch, words: str, at: int, shell: str = "bash") -> list[str]:
    monkeypatch.setenv("_NEWSMORGUE_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", words.split()[at] if shell == "fish" else str(at))
    result = run()
    assert result.status == 0
    assert result.err == ""
    return result.out.splitlines()


def test_commands_are_completed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(run, monkeypatch, "newsmorgue s", 1) == ["plain,search", "plain,show", "plain,status"]


def test_options_are_completed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(run, monkeypatch, "newsmorgue search harbour --so", 3) == ["plain,--source", "plain,--sort"]


def test_choices_are_completed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(run, monkeypatch, "newsmorgue search --sort d", 3) == ["plain,date"]


def test_facets_are_completed(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(run, monkeypatch, "newsmorgue search harbour --facets so", 4) == ["plain,source"]


def test_values_come_from_the_archive(run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert complete(run, monkeypatch, "newsmorgue search --place po", 3) == [r"plain,Port\ Selwyn"]
    assert complete(run, monkeypatch, "newsmorgue search --source n", 3) == [r"plain,Northern\ Wire"]
    assert complete(run, monkeypatch, "newsmorgue search --person not:tom", 3) == [r"plain,Tom\ O\'Kafor"]
    assert complete(run, monkeypatch, "newsmorgue people an", 2) == [r"plain,Ana\ Ruiz"]


def test_a_name_may_be_typed_as_several_words(run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [FacetCount(name, 1) for name in ("Ana Ruiz", "Rosana Ruiz")]
    monkeypatch.setattr(engine, "complete", lambda field, typed, most: names if typed == "ana r" else [])

    assert complete(run, monkeypatch, "newsmorgue people ana r", 3) == ["plain,Ruiz"]


def test_zsh_and_fish_are_told_how_many_articles(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    zsh = complete(run, monkeypatch, "newsmorgue search --place po", 3, "zsh")
    fish = complete(run, monkeypatch, "newsmorgue search --place po", 3, "fish")

    assert zsh == ["plain", "Port Selwyn", "3 articles"]
    assert any("Port Selwyn" in line and "3 articles" in line for line in fish)


def test_without_an_archive_no_value_is_offered_and_nothing_is_said(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert complete(run, monkeypatch, "newsmorgue search --person a", 3) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell_is_sound(run: Runner, shell: str) -> None:
    result = run("completion", shell)

    assert "_NEWSMORGUE_COMPLETE" in result.out
    if shutil.which(shell):
        checked = subprocess.run([shell, "-n"], input=result.out, text=True, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


def test_an_unknown_shell_is_refused(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("completion", "tcsh").status == 2
    monkeypatch.setenv("_NEWSMORGUE_COMPLETE", "tcsh_complete")
    assert run().status == 2


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ('--place "po', "Port Selwyn"),
        ("--place 'po", "Port Selwyn"),
        ("--person 'tom", r"Tom O'\''Kafor"),
        ("--place=po", r"Port\ Selwyn"),
        ("--place=not:po", r"Port\ Selwyn"),
        ("--place not:'po", "Port Selwyn"),
        (r"--place Port\ s", r"Port\ Selwyn"),
    ],
)
def test_bash_is_given_what_stands_in_place_of_the_word_that_it_replaces(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, typed: str, offered: str
) -> None:
    assert complete(run, monkeypatch, f"newsmorgue search {typed}", 3) == [f"plain,{offered}"]


def test_what_was_typed_stays_where_the_names_share_less_of_their_beginning(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [FacetCount(name, 1) for name in ("John Smith", "James Smith")]
    monkeypatch.setattr(engine, "complete", lambda *asked: names)

    assert complete(run, monkeypatch, "newsmorgue people smith", 2) == [
        r"plain,John\ Smith",
        r"plain,James\ Smith",
        "plain,smith",
    ]
    assert complete(run, monkeypatch, "newsmorgue people j", 2) == [r"plain,John\ Smith", r"plain,James\ Smith"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_an_option_with_an_equals_sign_is_kept_before_its_value(
    run: Runner, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    told = complete(run, monkeypatch, "newsmorgue search --place=po", 2, shell)

    assert any("--place=Port Selwyn" in line for line in told)


def test_the_archive_may_be_named_from_the_folder_of_the_user(
    run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []

    def open_engine(folder: Path, *_: str, **__: float) -> FakeEngine:
        opened.append(folder)
        return FakeEngine()

    monkeypatch.setattr(index.engine, "open_engine", open_engine)
    monkeypatch.setenv("HOME", str(tmp_path))

    complete(run, monkeypatch, "newsmorgue --archive ~/mine search --person an", 5)
    complete(run, monkeypatch, "newsmorgue search --archive ~/mine --person an", 5)

    assert opened == [tmp_path / "mine", tmp_path / "mine"]


def test_the_scripts_of_click_are_mended_where_they_cut_values_and_what_was_typed(run: Runner) -> None:
    assert 'string split -m 1 ","' in run("completion", "fish").out
    assert "compstate[insert]=\n" in run("completion", "zsh").out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_a_name_of_two_words(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("ASTREL (Reuters) - The wall fell, said Mayor Ana Ruiz. Ana Ruiz was not near.")
    subprocess.run([SCRIPT, "index", tmp_path / "story.txt"], check=True, capture_output=True, timeout=120)
    ask = (
        f'PATH={SCRIPT.parent}:$PATH; eval "$(newsmorgue completion bash)"\n'
        "for COMP_LINE in 'newsmorgue search --source re' 'newsmorgue search --person not:an | cat'; do\n"
        "  COMPREPLY=() COMP_POINT=${#COMP_LINE}; [[ $COMP_LINE == *cat ]] && (( COMP_POINT -= 6 ))\n"
        '  _newsmorgue_completion newsmorgue; printf "%s\\n" "${COMPREPLY[@]}"\n'
        "done"
    )

    done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, timeout=120)

    assert done.stdout.splitlines() == ["Reuters", "Ana\\ Ruiz"]
