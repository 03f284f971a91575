"""What each shell needs so that a value with blanks, quotes, colons or commas in it is completed as one word."""

from __future__ import annotations

import os
import re

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    split_arg_string,
)

_BASH = """\
%(complete_func)s() {
    local completion kind value

    while IFS= read -r completion; do
        kind=${completion%%%%,*} value=${completion#*,}
        case $kind in
            dir) COMPREPLY=(); compopt -o dirnames ;;
            file) COMPREPLY=(); compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(env COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1")
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH_KEEPS = """\
    if [[ $compstate[insert] == *unambiguous && ${(QL)compstate[unambiguous]} != ${(QL)PREFIX}* ]] &&
        (( compstate[nmatches] > 1 )); then
        compstate[insert]=
    fi
"""

_WORD_BREAKS = " \t\n\"'@><=;|&(:"
"""Where bash parts words that are completed, unless it is told otherwise; only what stands behind them is replaced."""

_CURSOR = "x"
"""Stands for what is still to be typed, so that a word is there even where nothing of it is."""


class Joined(ShellComplete):
    """Offers ``--option=value`` whole, of which click gives the value alone, and knows whose folder ``~`` is."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return what could stand instead of ``incomplete``."""
        option, equals, _ = incomplete.partition("=")
        args = [os.path.expanduser(arg) for arg in args]  # noqa: PTH111 - they are words of a query, too
        found = super().get_completions(args, incomplete)
        if equals and option.startswith("--"):
            for each in found:
                each.value = f"{option}={each.value}" if each.type == "plain" else each.value
        return found


class Keeping(Joined):
    """For shells that put what all values begin with over what was typed, also where that is another word of them."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """Return what could stand instead of ``incomplete``, itself too where the shell would shorten it."""
        from index.words import fold

        found = super().get_completions(args, incomplete)
        begin = {each.value[: len(incomplete)] for each in found}
        kept = len(found) < 2 or (len(begin) == 1 and fold(begin.pop()) == fold(incomplete))
        return found if kept else [*found, CompletionItem(incomplete)]


class Bash(Keeping, BashComplete):
    """Completion for bash, which neither quotes values nor takes ``not:name`` for one word."""

    source_template = _BASH

    def complete(self) -> str:
        """Return one line a value, as bash has to put it where the word begins that it replaces."""
        line = os.environ.get("COMP_WORDS", "")
        breaks = os.environ.get("COMP_WORDBREAKS", _WORD_BREAKS)
        *args, word = split_arg_string(line + _CURSOR)
        quote, start = _replaced(line, breaks)
        skip = len(word) - len(split_arg_string(quote + line[start:] + _CURSOR)[-1])
        found = self.get_completions(args[1:], word.removesuffix(_CURSOR))
        return "\n".join(
            f"{each.type},{_quoted(each.value[skip:], quote, breaks) if each.type == 'plain' else each.value}"
            for each in found
        )


class Zsh(Joined, ZshComplete):
    """Completion for zsh, which quotes values itself; its script keeps what was typed as :class:`Bash` does."""

    source_template = ZshComplete.source_template.replace("\n}\n", f"\n\n{_ZSH_KEEPS}}}\n", 1)


class Fish(Joined, FishComplete):
    """Completion for fish, whose script of click takes a comma for the end of a value."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')


SHELLS: dict[str, type[ShellComplete]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def _replaced(line: str, breaks: str) -> tuple[str, int]:
    """Return the quotation mark that is open at the end of a line, or "", and where the word to replace begins."""
    quote, start, at = "", 0, 0
    while at < len(line):
        char = line[at]
        at += 1
        if char == "\\" and quote != "'":
            at += 1
        elif char == quote or (not quote and char in breaks):
            quote, start = char if not quote and char in "\"'" else "", at
    return quote, start


def _quoted(value: str, quote: str, breaks: str) -> str:
    """Return a value as bash reads it inside the quotation mark that is open, or outside of any."""
    if quote == "'":
        return value.replace("'", r"'\''")
    if quote:
        return re.sub(r'["\\$`]', r"\\\g<0>", value)
    plain = {*"-_.,:/@%+="} - {*breaks}
    return "".join(char if char.isalnum() or char in plain or ord(char) > 127 else f"\\{char}" for char in value)
