"""Live, both ways: the same answers text by text; and each switch changes them in its own way, really carried out."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.base import InvalidInput
from core.batching import Offline
from core.experiment import Scenario
from core.experiment.jobs import Bench
from core.experiment.live import run_live
from core.experiment.same_matrix import Handling, RealTimePath, compared, labelled_texts, run_both
from core.experiment.same_matrix_words import (
    same_matrix_finding,
    same_matrix_from_plain,
    same_matrix_to_plain,
)
from core.metrics import ConfusionMatrix
from core.text import make_messages, train
from core.workload import AllAtOnce


@pytest.fixture(scope="module")
def trained():
    return train("tfidf-logreg", make_messages(900, seed=4))


@pytest.fixture(scope="module")
def messages(trained):
    return labelled_texts(trained, "mine", 200)


def both(trained, messages, rate=2000.0, **handling):
    return run_both(trained, messages, positive="spam", rate=rate, handling=Handling(**handling))


def test_the_same_model_gives_the_same_answers_in_batches_and_one_at_a_time(trained, messages) -> None:
    found = both(trained, messages)
    assert found.n == 200 and found.n_differing == 0
    assert found.batch == found.real_time
    assert found.batch.total == 200
    assert same_matrix_finding(found).startswith("None of 200 answers differs")


def test_answers_after_the_deadline_count_as_let_through(trained, messages) -> None:
    # 20,000 a second is far more than one at a time can serve anywhere: nearly all come late.
    found = both(trained, messages, rate=20_000.0, deadline_s=0.001)
    assert found.fates["late"] > 100
    assert found.differing["late"] == found.n_differing > 0
    assert found.differing["answered"] == 0
    assert found.real_time.tp + found.real_time.fp < found.batch.tp + found.batch.fp


def test_a_full_queue_refuses_and_the_refused_are_let_through(trained, messages) -> None:
    found = both(trained, messages, rate=20_000.0, places=5)
    assert found.fates["refused"] > 100
    assert found.fates["refused"] + found.fates["answered"] == 200
    assert found.differing["refused"] == found.n_differing > 0
    # Those that were served got the answer that belongs to them, not their neighbour's.
    assert found.differing["answered"] == 0


def test_a_stale_share_of_spam_moves_answers_towards_it(trained, messages) -> None:
    rare, common = (both(trained, messages, stale_share=share) for share in (0.02, 0.98))
    assert rare.real_time.tp < rare.batch.tp and rare.real_time.fp <= rare.batch.fp
    assert common.real_time.fp > common.batch.fp
    assert rare.differing["answered"] == rare.n_differing


def test_the_share_of_now_changes_nothing(trained, messages) -> None:
    now = trained.held_out.labels.count("spam") / len(trained.held_out)
    path = RealTimePath(trained, Handling(stale_share=now), "spam")
    assert (path.predict(list(messages.texts)) == trained.predict(list(messages.texts))).all()


def test_texts_cut_short_get_other_answers_and_lower_case_does_not(trained, messages) -> None:
    cut, lowered = (
        both(trained, messages, preparation="first_words", words=3),
        both(trained, messages, preparation="lower"),
    )
    assert cut.differing["answered"] == cut.n_differing > 5
    assert lowered.n_differing == 0
    assert all(example.batch != example.real_time for example in cut.examples)
    assert {example.text for example in cut.examples} <= set(messages.texts)


def test_both_at_once_are_counted_by_what_became_of_each_text(trained, messages) -> None:
    found = both(
        trained, messages, rate=20_000.0, places=50, deadline_s=0.005, preparation="first_words", words=2
    )
    assert sum(found.fates.values()) == 200
    assert sum(found.differing.values()) == found.n_differing
    assert same_matrix_finding(found).startswith(f"{found.n_differing} of 200 answers differ: ")


def test_texts_that_a_stopped_run_never_reached_are_left_out(trained, messages) -> None:
    asked = []
    found = run_both(
        trained, messages, positive="spam", rate=50.0, handling=Handling(),
        report=lambda side, snapshot: asked.append(side), stop=lambda: 1 in asked,
    )  # fmt: skip
    assert 0 < found.n < 200
    assert found.fates["unreached"] == 200 - found.n
    assert found.n_differing == 0
    assert any("Stopped after" in note for note in found.notes)


def test_labels_and_texts_belong_together_and_none_was_trained_on(trained, messages) -> None:
    held_out = dict(zip(trained.held_out.texts, trained.held_out.labels, strict=True))
    assert all(held_out[text] == label for text, label in zip(messages.texts, messages.labels, strict=True))
    assert len(labelled_texts(trained, "built-in", 50)) == 50
    assert len(labelled_texts(trained, "mine", 10**6)) == len(trained.held_out)


def test_the_matrices_are_those_of_the_answers(trained, messages) -> None:
    found = both(trained, messages)
    flagged = trained.predict(list(messages.texts)) == "spam"
    spam = np.array(messages.labels) == "spam"
    assert found.batch == ConfusionMatrix(
        tp=int((flagged & spam).sum()), fp=int((flagged & ~spam).sum()),
        fn=int((~flagged & spam).sum()), tn=int((~flagged & ~spam).sum()),
    )  # fmt: skip


def test_an_unknown_label_and_impossible_settings_are_refused(trained, messages) -> None:
    with pytest.raises(InvalidInput, match="positive"):
        run_both(trained, messages, positive="ham", rate=10.0, handling=Handling())
    with pytest.raises(InvalidInput, match=r"deadline_s.*\n.*stale_share"):
        Handling(deadline_s=0.0, stale_share=1.5)


def test_the_measuring_process_carries_both_jobs_out_and_they_survive_the_wire() -> None:
    bench, seen = Bench(), []
    mine = make_messages(300, seed=12)
    rows = {"name": "mine", "texts": mine.texts, "labels": mine.labels}
    task = {
        "do": "same_matrix",
        "classifier": "hashing-sgd",
        "corpus": mine.content_hash,
        "corpus_rows": rows,
    }
    task |= {
        "texts": 60,
        "rate": 1000,
        "positive": "spam",
        "handling": {"places": 10, "preparation": "letters"},
    }
    answer = json.loads(json.dumps(bench.do(task, report=seen.append, stop=lambda: False)))
    found = same_matrix_from_plain(answer["found"])
    assert found.n == 60 and same_matrix_from_plain(same_matrix_to_plain(found)) == found

    leak = {"do": "leak", "leak": "copies", "trials": 2, "corpus": mine.content_hash}
    answer = json.loads(json.dumps(bench.do(leak, report=seen.append, stop=lambda: False)))
    assert len(answer["trials"]) == 2
    assert [len(snapshot["trials"]) for snapshot in seen[-2:]] == [1, 2]


def test_compared_needs_no_clock_to_say_what_a_refusal_does(trained, messages) -> None:
    few = messages.pick(range(20), name="")
    scenario = Scenario(
        classifier="tfidf-logreg", policy=Offline(batch_size=20), arrivals=AllAtOnce(), requests=20
    )
    whole = run_live(scenario, trained, few.texts)
    part = run_live(replace(scenario, requests=18), trained, few.texts[:5] + few.texts[7:])
    found = compared(trained, few, whole, part, [5, 6], positive="spam", handling=Handling())
    assert found.fates == {"answered": 18, "late": 0, "refused": 2, "unreached": 0}
    assert found.differing["answered"] == 0
