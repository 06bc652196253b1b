"""Offline throughput in the lab against a bare loop over the same chunks with the same classifier."""

import statistics
import time

from core.batching import Offline
from core.experiment import Scenario
from core.experiment.live import run_live
from core.text import default_corpus, held_out_texts, train
from core.workload import AllAtOnce
from tests.bench.row import Row

# Many short rounds: what else the machine does then falls on both sides alike.
TEXTS, BATCH, ROUNDS = 2_000, 64, 60


def bare_loop(model, texts) -> float:
    """Texts per second of a loop that does nothing but predict."""
    begun = time.perf_counter()
    for first in range(0, len(texts), BATCH):
        model.predict(texts[first : first + BATCH])
    return len(texts) / (time.perf_counter() - begun)


def against_a_bare_loop() -> Row:
    """The lab's texts per second over the bare loop's, in pairs that follow each other at once."""
    model, texts = train("tfidf-logreg", default_corpus()), held_out_texts(TEXTS, seed=3)
    scenario = Scenario(
        classifier="tfidf-logreg", policy=Offline(batch_size=BATCH), arrivals=AllAtOnce(), requests=TEXTS
    )
    bare_loop(model, texts)
    ratios = []
    for _ in range(ROUNDS):
        before = bare_loop(model, texts)
        ours = run_live(scenario, model, texts).summary.throughput_per_s
        after = bare_loop(model, texts)
        ratios.append(ours / ((before + after) / 2))
    ratio = statistics.median(ratios)
    return Row(
        what="offline texts per second, lab / bare loop",
        measured=f"{ratio:.3f} ({min(ratios):.3f}–{max(ratios):.3f})",
        aim="≥ 0.98",
        met=ratio >= 0.98,
        note=f"median of {ROUNDS} rounds, {TEXTS:,} texts in batches of {BATCH}",
    )
