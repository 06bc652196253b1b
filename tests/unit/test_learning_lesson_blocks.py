"""Predictions, questions of banks and figures with options in a lesson: what they become, and every fault by its line."""

from pathlib import Path

import pytest

from core.base import InvalidInput
from core.experiment import simulate
from core.experiment.presets import PRESETS
from core.learning.lesson import Lesson, Prediction, QuestionRef, load_lesson
from core.learning.lesson_live import live_figure
from core.learning.lesson_measures import MEASURES
from core.learning.lesson_verdict import Said, verdict
from core.learning.library import Library
from core.learning.question import Bank
from core.serving import LinearCost

HEAD = """\
---
id: small
title: A small lesson
summary: One section.
order: 1
given: {rate: 80}
next:
  - {page: lab, label: Go to the lab}
---
## A {#a}
"""
PREDICT = """\
```predict
id: how-long
question: How long?
measure: mean-over-call
choices:
  - {id: short, text: Hardly longer., below: 1.5}
  - {id: long, text: Far longer.}
explanation: Because of the queue.
```
"""
RUN = '::figure{name="run" mode="real_time" vary="load" over="0.5 0.9" start="0.9" show="against-load"}\n'


def _library() -> Library:
    common = {"rev": 1, "kind": "number", "objective": "aim", "difficulty": "easy", "stem": "Half of eight?"}
    more = {"answer": 4, "rel_tol": 0.01, "explanation": "e", "quick_check": "q", "unit": "texts"}
    questions = [{**common, **more, "id": f"q-{pool}", "pool": pool} for pool in ("review", "test")]
    bank = {"schema": 1, "bank": "small", "version": 1, "misconceptions": (), "questions": tuple(questions)}
    return Library(banks=(Bank.model_validate({**bank, "objectives": ({"id": "aim", "text": "Halve"},)}),))


def _load(folder: Path, body: str) -> Lesson:
    path = folder / "small.md"
    path.write_text(HEAD + body, encoding="utf-8")
    return load_lesson(path, library=_library())


def _faults(folder: Path, body: str) -> list[tuple[int, str]]:
    """(line within the body, field) of every fault."""
    with pytest.raises(InvalidInput) as caught:
        _load(folder, body)
    first = HEAD.count("\n")
    return [(int(f.where.rsplit(":", 1)[1]) - first, f.field) for f in caught.value.faults]


def test_a_prediction_holds_the_figure_that_follows_it(tmp_path: Path) -> None:
    (block,) = _load(tmp_path, f"{PREDICT}\n{RUN}").sections[0].blocks
    assert isinstance(block, Prediction) and block.figure.name == "run"
    assert [choice.below for choice in block.choices] == [1.5, None]
    assert block.words == 2 + 2 + 2 + 4


def test_a_question_is_found_and_its_words_are_counted(tmp_path: Path) -> None:
    (block,) = _load(tmp_path, '::question{bank="small" id="q-review"}\n').sections[0].blocks
    assert block == QuestionRef(bank="small", question="q-review", words=3)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('::question{bank="none" id="q-review"}', (1, "question.bank")),
        ('::question{bank="small" id="q-none"}', (1, "question.id")),
        ('\n::question{bank="small" id="q-test"}', (2, "question.id")),
        ('::question{bank="small" id="q-review" level="2"}', (1, "question.level")),
        (f"{PREDICT}\nWords between.\n{RUN}", (1, "predict")),
        (PREDICT, (1, "predict")),
        (f"{PREDICT}## B {{#b}}\n{RUN}", (1, "predict")),
        (f"{PREDICT.replace('mean-over-call', 'luck')}{RUN}", (1, "predict.measure")),
        (f"{PREDICT.replace('mean-over-call', 'gain')}{RUN}", (1, "predict.measure")),
        (f'{PREDICT}::figure{{name="paradox"}}', (1, "predict.measure")),
        (f"{PREDICT.replace(', below: 1.5', '')}{RUN}", (2, "predict")),
        (f"{PREDICT.replace('measure: mean-over-call', '')}{RUN}", (2, "predict")),
        ('::figure{name="paradox" start="7"}', (1, "figure.start")),
        ('::figure{name="scorecard" start="7"}', (1, "figure.start")),
        ('::figure{name="run" preset="none"}', (1, "figure.preset")),
        ('::figure{name="run" batch-size="many"}', (1, "figure.batch-size")),
        ('::figure{name="run" vary="rate" over="9 3"}', (1, "figure.over")),
        ('::figure{name="run" vary="rate" over="3 9" start="4"}', (1, "figure.start")),
        ('::figure{name="run" vary="rate" over="3 9000"}', (1, "figure.rate")),
        ('::figure{name="run" show="against-load"}', (1, "figure.show")),
        ('::figure{name="run"}\n::figure{name="run"}', (2, "figure")),
        ("{{ alone_s(given.rate * 2) | ms }}", (1, "number")),
    ],
)
def test_what_cannot_be_is_told_by_its_line(tmp_path: Path, body: str, fault: tuple[int, str]) -> None:
    assert fault in _faults(tmp_path, f"{body}\n")


def test_a_lesson_works_numbers_out_from_its_own_premises(tmp_path: Path) -> None:
    (block,) = (
        _load(tmp_path, "{{ given.rate | count }} and {{ busy(given.rate) | pct(0) }}\n").sections[0].blocks
    )
    assert block.markdown == "80 and 88\u00a0%"


def test_the_run_is_a_setup_of_the_lab_with_what_is_varied() -> None:
    figure = live_figure({"preset": "busy-stream", "vary": "load", "over": "0.5 1.3", "seconds": "6"})
    assert figure.setup == PRESETS["busy-stream"].setup and figure.start == 0.5
    heavy = figure.setup_at(1.3, 143.7)
    assert (heavy.rate, heavy.requests) == (187, 1122)
    assert figure.setup_at(1.3, None).rate == figure.setup.rate


def test_the_run_decides_which_choice_holds(tmp_path: Path) -> None:
    (block,) = _load(tmp_path, f"{PREDICT}{RUN}").sections[0].blocks
    assert isinstance(block, Prediction)
    short, long = block.choices
    assert verdict(block, short, [Said(label="LIVE", value=1.49)]).right is True
    found = verdict(block, short, [Said(label="LIVE", value=1.5), Said(label="SIM", value=1.2)])
    assert (
        found.right is False
        and "LIVE: 1.5 × the length of a call; SIM: 1.2 ×" in found.words
        and long.text in found.words
    )
    assert verdict(block, None, [Said(label="SIM", value=2.0)]).right is None
    few = Said(label="LIVE", value=None, lacks="90 texts are too few")
    found = verdict(block, short, [few, Said(label="SIM", value=1.2)])
    assert found.right is True and found.words.startswith("LIVE: 90 texts are too few; SIM: 1.2 × ")
    assert verdict(block, short, [few]).right is None
    assert verdict(block, long, []).right is None


@pytest.mark.parametrize("rate", [40, 1000])
def test_every_measure_has_a_figure_or_says_that_there_is_none(rate: int) -> None:
    figure = live_figure({"mode": "both", "come": "stream", "rate": str(rate), "requests": "600"})
    results = [simulate(one, LinearCost(fixed_s=0.01, per_item_s=1e-5)) for one in figure.setup.scenarios()]
    assert results[1].unstable is (rate == 1000)
    for name, measure in MEASURES.items():
        value = measure.of(results)
        assert value is not None and measure.words(value), name
