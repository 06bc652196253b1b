"""For any history: replay does not depend on portions or order, and exports lose nothing."""

import csv
import io
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.learning.events import (
    AnswerGiven,
    CaseDecided,
    GuessCommitted,
    GuessSkipped,
    HintOpened,
    PracticeRestarted,
    Recorded,
    RunFinished,
    SectionRead,
    SelfCheckAnswered,
    SnippetRun,
    SolutionShown,
    TestAbandoned,
    TestAnswered,
    TestStarted,
    WayOpened,
    from_json,
    to_json,
)
from core.learning.exports import Belongings, csv_table, json_document
from core.learning.progress import replay
from tests.export_reader import parse_document

START = datetime(2026, 1, 1, tzinfo=UTC)
LEARNER = "learner-token-012345"

ids = st.sampled_from(["a", "b", "c"])
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
numbers = st.floats(allow_nan=True, allow_infinity=True)
objects = st.dictionaries(
    text, st.recursive(st.none() | st.booleans() | numbers | text, st.lists, max_leaves=5), max_size=3
)
seeds = st.none() | st.integers(0, 2) | st.integers(0, 2**40)
spot = {"bank": ids, "question": ids, "rev": st.integers(1, 2), "seed": seeds}
score = st.none() | st.floats(0, 1)
items = st.builds("{}/{}/{}/{}".format, ids, ids, st.integers(1, 2), st.integers(0, 2**40))
purposes = st.sampled_from(["full", "lasting"])
answers = st.lists(text, max_size=3).map(tuple)
events = st.one_of(
    st.builds(SectionRead, lesson=ids, section=ids),
    st.builds(RunFinished, run_id=ids, engine=ids, scenario=objects, summary=objects, finding=text),
    st.builds(GuessCommitted, place=ids, guess=objects),
    st.builds(GuessSkipped, place=ids, question=ids, about=ids),
    st.builds(
        AnswerGiven,
        **spot,
        answer=answers,
        correct=st.booleans(),
        tries=st.integers(1, 9),
        score=score,
        certainty=score,
        measured=st.none() | st.floats(-1e9, 1e9),
    ),
    st.builds(HintOpened, **spot, level=st.integers(1, 3)),
    st.builds(SolutionShown, **spot),
    st.builds(PracticeRestarted, bank=ids),
    st.builds(SelfCheckAnswered, lesson=ids, check=ids, answer=answers, correct=st.none() | st.booleans()),
    st.builds(
        TestStarted, test=ids, items=st.lists(items, min_size=1, max_size=15).map(tuple), purpose=purposes
    ),
    st.builds(
        TestAnswered,
        **{**spot, "seed": st.integers(0, 2**40)},
        test=ids,
        place=st.integers(1, 15),
        answer=answers,
        correct=st.booleans(),
        certainty=score,
    ),
    st.builds(TestAbandoned, test=ids),
    st.builds(
        CaseDecided, case=ids, rev=st.integers(1, 2), twist=st.booleans(), choice=objects, outcome=objects
    ),
    st.builds(WayOpened, way=ids),
    st.builds(SnippetRun, snippet=ids, rev=st.integers(1, 2), choice=ids, came=ids),
    st.builds(from_json, st.just("unknown"), text),
)


@st.composite
def histories(draw):
    """Recorded events with rising numbers, gaps between them, and times that may run backwards."""
    happened = draw(st.lists(events, max_size=25))
    gaps = draw(st.lists(st.integers(1, 3), min_size=len(happened), max_size=len(happened)))
    return [
        Recorded(
            id=sum(gaps[: place + 1]),
            learner=LEARNER,
            at=START + timedelta(microseconds=draw(st.integers(0, 10**12))),
            event=event,
        )
        for place, event in enumerate(happened)
    ]


@given(histories(), st.data())
def test_replay_in_portions_gives_what_replay_at_once_gives(history, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(history)), max_size=4)))
    progress = replay([])
    for start, end in zip([0, *cuts], [*cuts, len(history)], strict=True):
        overlap = max(0, start - data.draw(st.integers(0, 2)))  # what was seen before may come again
        progress = replay(history[overlap:end], since=progress)
    assert progress == replay(history)


@given(histories(), st.randoms(use_true_random=False))
def test_replay_does_not_depend_on_the_order_of_arrival(history, random):
    shuffled = random.sample(history, len(history))
    assert replay(shuffled) == replay(history)


@given(histories())
def test_every_question_of_a_history_keeps_its_rules(history):
    practice = replay(history).practice
    names = [(question.bank, question.question, question.rev, question.seed) for question in practice]
    assert len(set(names)) == len(names)
    for question in practice:
        assert question.done == (question.state in {"right", "partly right", "wrong", "shown"})
        assert list(question.hints) == sorted(set(question.hints))
        assert question.score is None or 0 <= question.score <= 1
        assert question.state != "shown" or question.score == 0


@given(events)
def test_every_event_survives_being_written_down(event):
    assert from_json(event.kind, to_json(event)) == event


@given(histories())
def test_an_exported_history_reads_back_the_same(history):
    everything = Belongings(events=tuple(history), runs=(), datasets=())
    again = parse_document(json_document(everything), LEARNER)
    assert again == everything
    assert replay(again.events) == replay(history)


@given(histories())
def test_the_table_has_a_row_for_each_event_and_no_cell_that_runs(history):
    table = csv_table(Belongings(events=tuple(history), runs=(), datasets=()))
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert [row[0] for row in rows[1:]] == [str(record.id) for record in history]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
