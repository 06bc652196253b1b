"""A leak inflates the test, over 20 seeds; where it does not, that is found too."""

import pytest

from core.base import InvalidInput
from core.experiment.leakage import LEAKS, OWN_LEAKS, leak_trial, own_leak_trial
from core.experiment.leakage_trials import (
    leak_finding,
    run_trials,
    summary_of,
    trials_from_plain,
    trials_to_plain,
)
from core.text import make_messages

# One worker takes them all: what they look at is 20 seeds of trainings, made once a process.
pytestmark = pytest.mark.xdist_group("leaks")

MINE = make_messages(400, seed=31)


def small_trial(leak, seed):
    """A trial with other messages for each seed, as built-in ones are, but fewer of them."""
    if leak not in OWN_LEAKS:
        return leak_trial(leak, seed)
    return own_leak_trial(leak, make_messages(300, seed=seed + 1), seed)


@pytest.fixture(scope="module")
def found():
    return {leak: summary_of([small_trial(leak, seed) for seed in range(20)]) for leak in LEAKS}


@pytest.mark.parametrize(("leak", "least"), [("copies", 0.04), ("mark", 0.15), ("selection", 0.02)])
def test_over_20_seeds_the_leaky_test_promises_more_than_new_messages_give(found, leak, least) -> None:
    assert found[leak].n == 20
    assert found[leak].gap.low > least
    assert found[leak].inflation.low > 0


@pytest.mark.parametrize("leak", LEAKS)
def test_over_20_seeds_the_clean_test_keeps_its_promise(found, leak) -> None:
    gap = found[leak].honest_gap
    assert abs(gap.value) < 0.03
    assert gap.low - 0.01 < 0 < gap.high + 0.01


def test_a_vocabulary_from_everything_hardly_inflates(found) -> None:
    assert found["vocabulary"].gap.low < 0.01
    assert found["vocabulary"].inflation.value < 0.02
    assert "too much" not in leak_finding(found["vocabulary"]) or found["vocabulary"].gap.value < 0.02


def test_the_finding_says_what_was_promised_and_met(found) -> None:
    words = leak_finding(found["mark"])
    assert words.startswith(f"The leaky test promised {100 * found['mark'].claimed.value:.1f} %")
    assert words.endswith("too much")
    assert "one trial, so no interval yet" in leak_finding(summary_of([leak_trial("mark", 0)]))


@pytest.mark.parametrize("leak", OWN_LEAKS)
def test_a_learners_texts_are_shared_out_without_overlap(leak) -> None:
    trial = own_leak_trial(leak, MINE, seed=3)
    archive = {"copies": 200, "selection": 80, "vocabulary": 80}[leak]
    assert trial.live.n == 400 - archive
    assert trial.claimed.n > 0


def test_copies_inflate_on_a_learners_texts_too() -> None:
    assert summary_of(run_trials("copies", MINE, trials=8)).gap.low > 0


def test_what_cannot_be_made_on_own_texts_is_refused() -> None:
    with pytest.raises(InvalidInput, match="cannot be made on your texts"):
        own_leak_trial("mark", MINE)
    with pytest.raises(InvalidInput, match="at least 100"):
        own_leak_trial("copies", make_messages(60, seed=1))


def test_a_rare_label_is_never_missing_from_the_training_half() -> None:
    rare = make_messages(200, seed=8, prevalence=0.03, label_noise=0.0)
    assert own_leak_trial("selection", rare, seed=1).claimed.n > 0


def test_trials_survive_the_wire_and_stop_when_asked() -> None:
    seen = []
    trials = run_trials("vocabulary", MINE, report=seen.append, stop=lambda: len(seen) == 2)
    assert len(trials) == 2
    assert trials_from_plain(trials_to_plain(trials)) == trials
