"""The glossary: a file with its faults by line, and the marking of a term where a page first uses it."""

from pathlib import Path

import pytest

from core.base import InvalidInput
from core.learning.glossary import load_glossary, parse_glossary
from core.learning.glossary_marks import Glossary

FILE = Path(__file__).parents[2] / "lessons" / "glossary.yaml"
PLAIN = """\
terms:
  - {id: batch, term: batch, forms: [batches], says: Several texts in one call.}
  - {id: batch-size, term: batch size, says: How many.}
  - {id: live, term: LIVE, says: Measured.}
  - {id: n, term: n, forms: [], says: A count.}
"""
BATCH = '(#term-batch "Several texts in one call.")'


@pytest.fixture(scope="module")
def small() -> Glossary:
    return Glossary(parse_glossary("g.yaml", PLAIN.encode()))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Batches of a batch.", f"[Batches]{BATCH} of a batch."),
        ("A batch size and a batch.", f'A [batch size](#term-batch-size "How many.") and a [batch]{BATCH}.'),
        ("`batch` and ```\nbatch\n``` and [batch](x) stay", None),
        ("## A batch\n\n:gray-badge[batch] $batch$ <b class=batch>", None),
        ("**Batch** is being explained, a batch is not", f"**Batch** is being explained, a [batch]{BATCH} is not"),
        ("rebatch batch-wise abatch n", None),
        ("It runs live, which is LIVE", 'It runs live, which is [LIVE](#term-live "Measured.")'),
        ("| a batch | b |", f"| a [batch]{BATCH} | b |"),
    ],
)  # fmt: skip
def test_the_first_plain_use_of_a_term_is_marked(small: Glossary, text: str, marked: str | None) -> None:
    assert small.marked(text) == (text if marked is None else marked)


def test_a_term_is_marked_once_on_a_page_and_not_at_all_where_it_is_known(small: Glossary) -> None:
    assert small.all_marked(["a batch", "a batch"]) == (f"a [batch]{BATCH}", "a batch")
    assert small.marked("a batch", known={"batch"}) == "a batch"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("Measured.", "Measured", 4, "does not end with a full stop"),
        ("Measured.", '"Measured | it."', 4, "means something in Markdown"),
        ("id: live", "id: batch", 4, "'batch' is also that of 'batch'"),
        ("term: LIVE", "term: batches", 4, "'batches' is also that of 'batch'"),
        ("term: LIVE", "name: LIVE", 4, "is not a known key"),
    ],
)
def test_a_fault_has_its_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_glossary("g.yaml", PLAIN.replace(old, new, 1).encode())
    faults = str(refused.value).splitlines()
    assert any(fault.startswith(f"g.yaml:{line}:") and said in fault for fault in faults), faults


def test_the_glossary_that_comes_with_it_has_every_term_that_the_pages_lean_on() -> None:
    terms = {term.id for term in load_glossary(FILE)}
    assert {
        "latency", "throughput", "p99", "tail", "batch", "dynamic-batching", "utilisation", "arrival-rate", "slo",
        "goodput", "open-loop", "closed-loop", "precision", "recall", "prevalence", "threshold", "drift", "skew",
        "data-leakage", "warm-up", "confidence-interval", "live", "sim", "theory", "coordinated-omission",
    } <= terms  # fmt: skip
