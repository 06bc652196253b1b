"""A guess that is locked, the run that answers it, and both side by side: simulated at once, live where one may measure."""

import streamlit as st

from core.base import BatchwiseError, InvalidInput
from core.base.numbers_format import pct
from core.experiment.finding import rate_words
from core.experiment.guess import CLOSE
from core.experiment.result import LABEL
from core.experiment.scenario import scenario_to_plain
from core.learning import predict
from core.learning.grading_number import number_words, read_number
from core.learning.question import PredictQuestion
from core.serving.job import Job
from pages.parts import answer_spoken, cached, lab_live, quiz_asked, runs, runs_kept, session, turn
from pages.parts.answer_words import answer_words
from pages.parts.lab_expect import expect
from pages.parts.quiz_asked import OUTCOME, Asked, MeasuredBy

TICK_S = 0.5
LOCKED = "answer_locked"


def show(asked: Asked) -> None:
    """Nothing of a run is computed before the guess is stored; whichever run comes first is what it is graded by."""
    assert isinstance(asked.question, PredictQuestion) and asked.attempt.answers
    live = _live_value(asked.question, asked)
    if live is not None and not asked.attempt.done:
        _give(asked, live, "live")
    if asked.attempt.done:
        _side_by_side(asked, asked.question, live)
    else:
        said = answer_words(asked.question, asked.attempt.answers[-1])
        with st.container(key=asked.name(LOCKED)):
            st.info(f"**Your guess is locked:** {said}. Now run it.", icon=":material/lock:")
    _runs(asked, asked.question, live)


def _side_by_side(asked: Asked, question: PredictQuestion, live: float | None) -> None:
    measure, counted = predict.MEASURES[question.measure], asked.attempt.measured
    assert counted is not None  # a guess is done once its run has measured
    guess = read_number(asked.attempt.answers[-1][0], measure.unit)
    st.markdown(f"**{_off(guess, counted)}** Right is anything within {pct(question.rel_tol, 0)} of the run.")
    columns = st.columns(3)
    columns[0].metric("Your guess", number_words(guess, measure.unit))
    label = LABEL[asked.measured_by] if asked.measured_by else "The run"
    columns[1].metric(f"{label}: what it was held against", number_words(counted, measure.unit))
    if live is not None and asked.measured_by != "live":
        columns[2].metric("LIVE, on this machine", number_words(live, measure.unit))


def _runs(asked: Asked, question: PredictQuestion, live: float | None) -> None:
    with st.container(horizontal=True, key=asked.name("answer_runs"), vertical_alignment="center"):
        if not asked.attempt.done and st.button(
            "Run it in the simulator",
            key=asked.name("answer_simulate"),
            type="primary",
            icon=":material/play_arrow:",
        ):
            _simulate(asked, question)
        if live is None:
            _offer_live(asked, question)
    job = _job(question)
    if job is not None:
        turn.fragment(_follow, run_every=TICK_S if job.active else None)(asked, job, job.active)


def _simulate(asked: Asked, question: PredictQuestion) -> None:
    expected = [expect(scenario) for scenario in predict.scenarios_of(question)]
    results = [one.result for one in expected if one is not None]
    if len(results) < len(expected):
        st.warning("This server has not measured what a call costs yet. Run it live instead.")
        return
    try:
        value = predict.measured(question, results)
    except InvalidInput as refused:
        st.warning(f"The simulator has no answer: {refused.faults[0].problem}.")
        return
    _give(asked, value, "simulated")


def _give(asked: Asked, value: float, by: MeasuredBy) -> None:
    quiz_asked.give_measured(asked, value, by)
    answer_spoken.tell("", focus=asked.name(OUTCOME))
    st.rerun()


def _offer_live(asked: Asked, question: PredictQuestion) -> None:
    job = cached.host().job_of(session.learner())
    busy = job is not None and job.active
    texts = sum(scenario.requests for scenario in predict.scenarios_of(question))
    pressed = st.button(
        "Run it live",
        key=asked.name("answer_live"),
        icon=":material/sensors:",
        disabled=busy,
        help="A job of yours is under way." if busy else f"Runs {texts:,} texts through the real classifier.",
    )
    if pressed:
        try:
            runs.start_run(session.learner(), list(predict.scenarios_of(question)))
        except BatchwiseError as refused:
            st.warning(str(refused), icon=":material/schedule:")
            return
        st.rerun()


def _follow(asked: Asked, job: Job, watched: bool) -> None:
    """The live run's place in the queue, how far it is, Stop; or why it has no result."""
    if watched and not job.active:
        st.rerun()
    if job.state == "failed":
        st.error(job.error or "The run failed.", title="No result")
    if not job.active:
        return
    if not lab_live.say_if_waiting(job):
        seen = job.latest or {}
        words = f"LIVE: {seen['answered']:,} of {seen['of']:,} texts answered" if seen else "LIVE: warming up"
        st.progress(_share(job), text=words)
    st.button(
        "Stop",
        key=asked.name("answer_stop"),
        icon=":material/stop:",
        on_click=cached.host().stop,
        args=(job,),
    )


def _share(job: Job) -> float:
    seen = job.latest or {}
    sides = len(job.task["scenarios"])
    return min(1.0, (seen.get("side", 0) + seen.get("answered", 0) / max(1, seen.get("of", 1))) / sides)


def _job(question: PredictQuestion) -> Job | None:
    """The learner's latest job, if it runs what this question asks about."""
    job = cached.host().job_of(session.learner())
    wanted = [scenario_to_plain(scenario) for scenario in predict.scenarios_of(question)]
    return job if job is not None and job.task.get("scenarios") == wanted else None


def _live_value(question: PredictQuestion, asked: Asked) -> float | None:
    """What the learner's latest stored run gave, if it ran just this and after the guess; None if it cannot be trusted."""
    place = predict.place(asked.bank, question.id, asked.seed)
    guessed = [made.at for made in session.progress().guesses if made.guess.place == place]
    kept = runs_kept.latest_kept(session.learner())
    if not guessed or not kept or kept[0].at < max(guessed):
        return None
    results = runs_kept.latest_results(session.learner())
    if tuple(result.scenario for result in results) != predict.scenarios_of(question):
        return None
    if void := next((result.void for result in results if result.void), None):
        st.warning(f"The live run is not counted: {void}", icon=":material/warning:")
        return None
    try:
        return predict.measured(question, results)
    except InvalidInput as refused:
        st.warning(f"The live run has no answer: {refused.faults[0].problem}.")
        return None


def _off(guess: float, value: float) -> str:
    """How far off a guess was, and on which side.

    >>> _off(10.0, 32.0), _off(30.0, 32.0)
    ('Your guess was 3.2 × too low.', 'Your guess was close.')
    """
    if guess <= 0 or value <= 0:
        return "Your guess was close." if guess == value else "Your guess was off."
    off = max(guess / value, value / guess)
    if off <= CLOSE:
        return "Your guess was close."
    return f"Your guess was {rate_words(off)} × too {'high' if guess > value else 'low'}."
