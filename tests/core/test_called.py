"""Other programs: what they answer, and what is said of one that is missing, forbidden or too slow."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tandem.core.called import call
from tandem.core.missing import CannotMakeError


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_what_a_program_answers() -> None:
    code = "import sys; print(sys.stdin.read().upper(), end=''); print('no', file=sys.stderr); sys.exit(3)"
    answer = call("Python", python(code), given=b"yes", seconds=60)
    assert (answer.status, answer.out, answer.err.split()) == (3, b"YES", [b"no"])


def test_one_that_never_ends() -> None:
    with pytest.raises(CannotMakeError, match="the sleeper gave no answer in 1 seconds") as caught:
        call("the sleeper", python("import time; time.sleep(600)"), seconds=1)
    assert caught.value.fix.startswith("build again when the machine is less busy")


@pytest.mark.parametrize(("made", "reason"), [(False, "No such file"), (True, "Permission denied")])
def test_one_that_cannot_be_started(tmp_path: Path, made: bool, reason: str) -> None:
    program = tmp_path / "program"
    if made:
        program.write_text("#!/bin/sh\n")
    with pytest.raises(CannotMakeError, match=f"the program did not start .*{reason}") as caught:
        call("the program", [str(program)], seconds=60)
    assert "requirements.txt" in caught.value.fix


def test_typst_is_ended_when_it_takes_too_long() -> None:
    from tandem.exports.pdf.typeset import compiled

    endless = b"#{ for a in range(1000000000) { let b = calc.sqrt(a) } }"
    with pytest.raises(CannotMakeError, match="Typst gave no answer in 2 seconds"):
        compiled({"main": endless}, 0, seconds=2)


def test_what_typst_finds_wrong_is_said() -> None:
    from tandem.exports.pdf.typeset import compiled

    with pytest.raises(CannotMakeError, match=r"Typst says: .*unknown variable: nothing"):
        compiled({"main": b"#nothing"}, 0)
