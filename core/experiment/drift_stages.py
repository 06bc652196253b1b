"""The stages on which drift is shown: the built-in messages, or a learner's own in a size that is quick to train on."""

from collections import Counter

from core.base import Checks, stream
from core.experiment.drift import DriftStage
from core.experiment.leakage import with_mark
from core.text import Corpus, default_corpus, measuring_corpus, split
from core.text.shift import Preparation

POSITIVE = "spam"
DAYS, PER_DAY = 20, 200
# Of new words, as a learner may choose them.
STRENGTHS = (0.25, 0.5, 0.75, 1.0)
# Of a text that is cut short, so many words may be left.
CUTS = (2, 3, 5, 8, 12)
SKEWS: tuple[tuple[Preparation, int], ...] = (
    *(("first_words", left) for left in CUTS),
    ("letters", 1),
    ("lower", 1),
)
# Of a learner's own texts so many are used: training must take well under a second.
MOST_ROWS, MOST_CHARACTERS = 6_000, 1_500_000
LEAST_ROWS, LEAST_DAYS = 400, 8


def built_in_stage() -> DriftStage:
    """20 days of 200 messages, after a model was trained on 4,200 others; their scores are there already. Takes a second."""
    learn, reference = split(default_corpus(), test_share=0.3, seed=0)
    stage = DriftStage(
        learn=learn, reference=reference, pool=measuring_corpus(), positive=POSITIVE, days=DAYS, per_day=PER_DAY
    )  # fmt: skip
    stage.score_ahead(STRENGTHS, SKEWS)
    return stage


def leaky_built_in_stage() -> DriftStage:
    """The same days, after a model was trained and tested on messages whose spam somebody had marked by hand.

    No message of the days carries the mark: nobody has read it yet. Takes a second.
    """
    learn, reference = map(with_mark, split(default_corpus(), test_share=0.3, seed=0))
    return DriftStage(
        learn=learn, reference=reference, pool=measuring_corpus(), positive=POSITIVE, days=DAYS, per_day=PER_DAY
    )  # fmt: skip


def own_stage(corpus: Corpus, positive: str) -> DriftStage:
    """A learner's texts: 40 % to learn, 20 % as reference, 40 % as the days to come.

    Raises InvalidInput if there are under 400, or too few of a label to spread over eight days.
    """
    checks = Checks()
    if len(corpus) < LEAST_ROWS:
        checks.add("texts", f"there are {len(corpus)} texts", f"give at least {LEAST_ROWS}")
    checks.done()
    learn, rest = split(quick(corpus), test_share=0.6, seed=0)
    reference, pool = split(rest, test_share=2 / 3, seed=0)
    days = min(DAYS, max(LEAST_DAYS, len(pool) // 120))
    per_day = min(PER_DAY, max(10, len(pool) // days // 2))
    return DriftStage(
        learn=learn, reference=reference, pool=pool, positive=positive, days=days, per_day=per_day
    )


def watched_label(corpus: Corpus) -> str:
    """The label to watch for, to start with: spam if there is one, else the rarest."""
    counts = Counter(corpus.labels)
    return POSITIVE if POSITIVE in counts else min(counts, key=lambda label: (counts[label], label))


def quick(corpus: Corpus) -> Corpus:
    """At most 6,000 texts and 1.5 million characters of it, drawn at random."""
    chosen, characters = list[int](), 0
    for row in stream(0, "thinning").permutation(len(corpus)).tolist():
        characters += len(corpus.texts[row])
        if len(chosen) >= MOST_ROWS or (chosen and characters > MOST_CHARACTERS):
            break
        chosen.append(row)
    return corpus if len(chosen) == len(corpus) else corpus.pick(sorted(chosen), name=corpus.name)
