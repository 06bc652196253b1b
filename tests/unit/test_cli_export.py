"""``python -m core export``: the file is written, and what it could not carry is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from golden_exports import HERE, as_text

from core.cli import export as command
from core.cli.main import main
from core.learning.teaching_export.export import ALL_POOLS, FORMATS

BANK = str(HERE / "bank_of_every_kind.yaml")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(["export", *arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return ran


def test_the_file_is_written_and_its_losses_are_printed_beside_the_result(run: Run) -> None:
    code, out, err = run("--format", "gift", BANK, "-o", "bank.gift", "--seed", "1", "--seed", "2")
    assert (code, out) == (0, "5 questions as GIFT: bank.gift\n")
    assert Path("bank.gift").read_text() == as_text("gift")["questions.gift"]
    assert err.splitlines() == [
        f"not carried: {line}" for line in as_text("gift")["gift-losses.txt"].splitlines()
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_a_name_for_its_file(format: str, run: Run) -> None:
    code, out, _ = run("--format", format, BANK)
    name = out.split(": ")[1].strip()
    assert code == 0
    assert Path(name).stat().st_size > 1000


def test_a_pool_may_be_asked_for(run: Run) -> None:
    assert run("--format", "csv", BANK, "--pool", "review")[1].startswith("1 question as CSV")


def test_the_command_offers_what_there_is() -> None:
    assert set(command.NAMES) == set(FORMATS)
    assert set(command.POOLS) == set(ALL_POOLS)


def test_an_unknown_format_a_bad_seed_a_broken_bank_and_a_bad_place_end_in_one_line(run: Run) -> None:
    Path("broken.yaml").write_text("schema: 1\n")
    for arguments, expected in (
        (("--format", "word", BANK), 2),
        (("--format", "gift", BANK, "--seed", "-1"), 2),
        (("--format", "gift", "broken.yaml"), 2),
        (("--format", "gift", "gone.yaml"), 2),
        (("--format", "gift", BANK, "-o", "no/such/folder.gift"), 1),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (expected, "")
        assert len(err.splitlines()) == 1
