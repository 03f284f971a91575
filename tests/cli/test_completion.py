"""Tab completion of commands, options and values."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

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
    assert complete(run, monkeypatch, "newsmorgue search --place po", 3) == [r"plain,Port\\ Selwyn"]
    assert complete(run, monkeypatch, "newsmorgue search --source n", 3) == [r"plain,Northern\\ Wire"]
    assert complete(run, monkeypatch, "newsmorgue search --person not:tom", 3) == [r"plain,not:Tom\\ O\\'Kafor"]
    assert complete(run, monkeypatch, "newsmorgue people an", 2) == [r"plain,Ana\\ Ruiz"]


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


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_a_name_of_two_words(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("ASTREL (Reuters) - The wall fell, said Mayor Ana Ruiz. Ana Ruiz was not near.")
    subprocess.run([SCRIPT, "index", tmp_path / "story.txt"], check=True, capture_output=True, timeout=120)
    ask = (
        f'PATH={SCRIPT.parent}:$PATH; eval "$(newsmorgue completion bash)"; COMP_WORDS=(newsmorgue search --source re);'
        ' COMP_CWORD=3; _newsmorgue_completion newsmorgue; printf "%s\\n" "${COMPREPLY[@]}";'
        " COMP_WORDS=(newsmorgue search --person an); COMPREPLY=();"
        ' _newsmorgue_completion newsmorgue; printf "%s\\n" "${COMPREPLY[@]}"'
    )

    done = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True, timeout=120)

    assert done.stdout.splitlines() == ["Reuters", "Ana\\ Ruiz"]
