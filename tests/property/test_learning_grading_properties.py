"""For any question and any history: scores stay in [0, 1], help and tries never pay, and a replay counts nothing twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import InvalidInput
from core.learning.events import AnswerGiven, GuessCommitted, HintOpened, SolutionShown
from core.learning.first_answers import first_answers
from core.learning.grading import HINT_PAUSE_S, Attempt, Event
from core.learning.grading_number import read_number
from core.learning.predict import place
from core.learning.progress_attempt import attempt_moves
from tests.question_samples import HINTS, book, multi, number, order, predict, single

QUESTIONS = [
    single(hints=HINTS),
    multi(hints=HINTS),
    multi("m1", keys="a", hints=HINTS),
    multi("m3", keys="abc"),
    number(),
    order(hints=HINTS),
    order("o3", letters="abc"),
    predict(),
]
questions = st.sampled_from(QUESTIONS)
SETTINGS = settings(max_examples=60)


def answers_to(question):
    """Any answer that can be given to a question, right or wrong."""
    match question.kind:
        case "single":
            return st.sampled_from("abcd").map(lambda letter: (letter,))
        case "multi":
            return st.sets(st.sampled_from("abcd"), min_size=1).map(tuple)
        case "order":
            return st.permutations([item.id for item in question.items]).map(tuple)
        case _:
            return st.floats(-1e6, 1e6).map(lambda value: (f"{value:.6f}",)) | st.sampled_from(
                [("444",), ("25",)]
            )


@st.composite
def histories(draw):
    """A question and what a learner does with it, at rising times."""
    question = draw(questions)
    answer = st.builds(Event, kind=st.just("answer"), at_s=st.just(0.0), chosen=answers_to(question))
    measured = st.builds(Event, kind=st.just("measured"), at_s=st.just(0.0), measured=st.floats(0.1, 1e4))
    hint, reveal = Event(kind="hint", at_s=0.0), Event(kind="reveal", at_s=0.0)
    kinds = st.one_of(answer, answer, st.just(hint), measured, st.just(reveal))
    happened = draw(st.lists(kinds, max_size=8))
    pauses = draw(st.lists(st.sampled_from([0.5, HINT_PAUSE_S]), min_size=8, max_size=8))
    times = [sum(pauses[: index + 1]) for index in range(8)]
    return question, [
        Event(kind=event.kind, at_s=at_s, chosen=event.chosen, measured=event.measured)
        for event, at_s in zip(happened, times, strict=False)
    ]


@SETTINGS
@given(histories(), st.sampled_from(["practice", "test"]))
def test_a_score_lies_from_0_to_1_and_is_there_exactly_when_the_attempt_is_done(history, rules):
    question, events = history
    made = Attempt.replay(question, events, rules=rules)
    assert (made.score is not None) == made.done
    assert made.score is None or 0.0 <= made.score <= 1.0
    assert not made.correct or made.locked
    assert not made.done or made.locked
    assert rules == "practice" or (made.hints == 0 and not made.revealed and made.tries <= 1)
    if made.feedback is not None and not made.done:
        assert made.feedback.rest == ()


@SETTINGS
@given(questions.flatmap(lambda q: st.tuples(st.just(q), answers_to(q), st.integers(0, 3))))
def test_a_further_hint_never_pays(given_):
    question, answer, hints = given_

    def score(count):
        made = Attempt(question=question)
        for number_ in range(count):
            made = made.open_hint(at_s=number_ * HINT_PAUSE_S)
        made = made.answer(answer).measure(25.0)
        return made.reveal().score if not made.done else made.score

    assert score(hints) >= score(hints + 1)


@SETTINGS
@given(st.lists(st.sampled_from("bcd"), max_size=3, unique=True), st.sampled_from("bcd"))
def test_a_further_wrong_try_never_pays(wrong, one_more):
    def score(tries):
        made = Attempt(question=single(hints=HINTS))
        for answer in tries:
            made = made.answer(answer)
        return made.answer("a").score

    assert score(wrong) >= score([*wrong, one_more])


@SETTINGS
@given(st.sets(st.sampled_from("abcd"), min_size=1).map(sorted), st.randoms(use_true_random=False))
def test_the_order_of_chosen_options_does_not_matter(chosen, random):
    shuffled = random.sample(chosen, len(chosen))
    for question in QUESTIONS[1:4]:
        assert Attempt(question=question).answer(shuffled) == Attempt(question=question).answer(chosen)


@SETTINGS
@given(histories(), st.data())
def test_an_event_that_comes_twice_counts_once(history, data):
    """Two tabs: each event may come again, any time after it came first. Hints apart, which two tabs name by level."""
    question, events = history
    events = [event for event in events if event.kind != "hint"]
    doubled = list(events)
    for index, event in enumerate(events):
        if data.draw(st.booleans()):
            at = data.draw(st.integers(doubled.index(event) + 1, len(doubled)))
            doubled.insert(max(at, index + 1), event)
    first = Attempt.replay(question, events)
    again = Attempt.replay(question, doubled)
    assert (again.score, again.tries, again.revealed) == (first.score, first.tries, first.revealed)


SPOT = {"bank": "one", "question": "s", "rev": 1, "seed": 7}
stored = st.lists(
    st.one_of(
        st.builds(
            AnswerGiven,
            **{name: st.just(value) for name, value in SPOT.items()},
            answer=st.sampled_from("abcd").map(lambda letter: (letter,)),
            correct=st.booleans(),
            tries=st.just(1),
        ),
        st.builds(
            HintOpened, **{name: st.just(value) for name, value in SPOT.items()}, level=st.integers(1, 3)
        ),
        st.just(SolutionShown(**SPOT)),
        st.just(AnswerGiven(**{**SPOT, "seed": 8}, answer=("a",), correct=True, tries=1, score=1.0)),
        st.just(AnswerGiven(**{**SPOT, "bank": "two"}, answer=("a",), correct=True, tries=1, score=1.0)),
        st.just(GuessCommitted(place="lab", guess={"value": 3})),
    ),
    max_size=12,
)


@SETTINGS
@given(stored, st.randoms(use_true_random=False))
def test_the_moves_of_a_presentation_do_not_depend_on_the_order_of_arrival(happened, random):
    records = book(*happened)
    shuffled = random.sample(records, len(records))
    assert attempt_moves(shuffled, **SPOT) == attempt_moves(records, **SPOT)
    assert first_answers([*shuffled, *records]) == first_answers(records)


@SETTINGS
@given(stored)
def test_what_happens_at_other_presentations_changes_nothing(happened):
    own = [event for event in happened if getattr(event, "seed", None) == 7 and event.bank == "one"]
    mine = [(move.kind, move.chosen) for move in attempt_moves(book(*own), **SPOT)]
    among = [(move.kind, move.chosen) for move in attempt_moves(book(*happened), **SPOT)]
    assert among == mine


@SETTINGS
@given(st.floats(0.1, 1e6), st.floats(0.1, 1e6))
def test_a_prediction_is_rebuilt_from_its_guess_and_from_the_answer_that_completed_it(guess, run):
    spot = {"bank": "one", "question": "p", "rev": 1, "seed": 7}
    locked = GuessCommitted(place=place("one", "p", 7), guess={"answer": f"{guess:.3f}"})
    after = Attempt(question=predict()).answer([f"{guess:.3f}"]).measure(run)
    complete = AnswerGiven(
        **spot, answer=after.answers[0], correct=after.correct, tries=1, score=after.score, measured=run
    )
    for events in ([locked, complete], [complete], [locked, complete, complete]):
        assert Attempt.replay(predict(), attempt_moves(book(*events), **spot)) == after
    assert not Attempt.replay(predict(), attempt_moves(book(locked), **spot)).done


@SETTINGS
@given(st.text(max_size=70), st.sampled_from(["", "ms", "%", "texts per second"]))
def test_whatever_is_typed_is_a_finite_number_or_refused_in_words(typed, unit):
    try:
        value = read_number(typed, unit)
    except InvalidInput as refused:
        assert refused.faults[0].problem and refused.faults[0].fix
    else:
        assert abs(value) < float("inf")


@SETTINGS
@given(st.text("0123456789.,eE+- '%ms\u00a0", max_size=20))
def test_number_like_texts_too(typed):
    try:
        assert abs(read_number(typed, "ms")) < float("inf")
    except InvalidInput as refused:
        assert refused.faults[0].fix


@SETTINGS
@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_what_python_prints_is_read_back(value):
    assert read_number(repr(value)) == value
