"""Turns: so many at once and no more, in the order of coming, and nobody waits for ever."""

import threading
from collections.abc import Iterator

import pytest

from pages.parts import turn


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "_turns", threading.Semaphore(1))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What happened, in its order; nobody gives up waiting."""
    monkeypatch.setattr(turn, "LONGEST_WAIT_S", 60.0)
    yield []


def started(run: threading.Thread) -> None:
    """Starts it and returns once it waits for a turn, or has had it."""
    before = len(turn._turns._cond._waiters)
    run.start()
    while run.is_alive() and len(turn._turns._cond._waiters) == before:
        run.join(0.001)


@pytest.mark.usefixtures("one_at_a_time")
def test_who_comes_first_computes_first(patient: list[str]) -> None:
    def run(name: str) -> None:
        with turn.turn():
            patient.append(name)

    runs = [threading.Thread(target=run, args=(name,)) for name in "abc"]
    with turn.turn():
        for one in runs:
            started(one)
        assert patient == []
    for one in runs:
        one.join()
    assert patient == ["a", "b", "c"]


@pytest.mark.usefixtures("one_at_a_time")
def test_a_part_within_a_page_has_its_turn_already_and_an_error_gives_it_on() -> None:
    with pytest.raises(ZeroDivisionError), turn.turn():
        with turn.turn():
            pass
        raise ZeroDivisionError
    assert turn._turns._value == 1


@pytest.mark.usefixtures("one_at_a_time")
def test_while_one_waits_for_another_process_the_next_has_its_turn(patient: list[str]) -> None:
    def run() -> None:
        with turn.turn():
            patient.append("the next")

    other = threading.Thread(target=run)
    with turn.turn():
        started(other)
        with turn.left_to_others():
            other.join()
        assert turn._turns._value == 0, "it has its turn again"
        patient.append("the first again")
    assert patient == ["the next", "the first again"]
    assert turn._turns._value == 1


@pytest.mark.usefixtures("one_at_a_time")
def test_a_run_that_hangs_holds_nobody_up_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "LONGEST_WAIT_S", 0.01)
    went_on = threading.Event()

    def run() -> None:
        with turn.turn():
            went_on.set()

    with turn.turn():
        other = threading.Thread(target=run)
        other.start()
        assert went_on.wait(10)
        other.join()
        # It never had the turn, so it must not give it on.
        assert turn._turns._value == 0
    assert turn._turns._value == 1
