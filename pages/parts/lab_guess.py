"""Predict, run, reconcile: a guess before a run, or up to three, and each beside its measurement after it."""

import streamlit as st

from core.experiment import Scenario
from core.experiment.guess import Guess, Measure, Question, figure_words
from core.experiment.presets import Setup, asked
from core.figures.predictions import NAMES, name_of, outcomes_table, reconciled_figure, reconciled_finding
from core.figures.run_sides import side_name
from core.learning.events import GuessSkipped
from core.learning.predictions import PLACE, OpenGuess, committed, open_guess, outcomes
from pages.parts import look, session
from pages.parts.load_guess import digest

# Even steps on a log scale, six a decade.
MS = (0.5, 0.7, *(m * 10**p for p in range(4) for m in (1, 1.5, 2, 3, 5, 7)), 10_000, 15_000, 20_000)
RATES = tuple(m * 10**p for p in range(5) for m in (1, 1.5, 2, 3, 5, 7))
STEPS: dict[Measure, tuple[float, ...]] = {"p50_ms": MS, "p99_ms": MS, "rate": RATES}
START: dict[Measure, float] = {"p50_ms": 30, "p99_ms": 100, "rate": 100}
ASK: dict[Measure, str] = {
    "p50_ms": "Within how long do half of the texts have their answer?",
    "p99_ms": "Within how long do 99 of 100 texts have their answer?",
    "rate": "How many texts are answered in a second?",
}
HELP: dict[Measure, str] = {
    "p50_ms": "The median latency, from the moment a text is due to its answer.",
    "p99_ms": "The p99 latency: one text in a hundred takes longer.",
    "rate": "The throughput: texts answered, over the whole time from the first text to the last answer.",
}
MORE = "lab_guess_more"
CROSSED = "p99 cannot be shorter than the median: 99 of 100 texts include the quicker half."


def guess_panel(setup: Setup, *, ran: bool) -> bool:
    """Asks for a guess, once a kind of question and tab; whether it asks, so that nothing may be given away yet.

    ran: whether this very set-up was measured already, so that there is nothing left to guess.
    """
    scenarios = setup.scenarios()
    kinds: frozenset[int] = session.remembered("lab_open", frozenset())
    made = open_guess(session.progress(), scenarios)
    again = session.remembered("lab_again", False)
    if _skipped(scenarios) in session.progress().skipped and not again:
        kinds |= {len(scenarios)}
    if made is not None:
        stands = "The last run was stopped or cannot be trusted, so it stands. " if ran else ""
        st.markdown(f"Your guess: {_listed(made, scenarios)}. {stands}Run it to see.")
    elif not ran and len(scenarios) in kinds:
        st.button(
            "Guess before I look",
            key="lab_reguess",
            type="tertiary",
            icon=":material/visibility_off:",
            on_click=_reopen,
            args=(kinds - {len(scenarios)},),
            help="Covers what the simulator expects until you have guessed.",
        )
    elif not ran:
        _ask(asked(setup), scenarios, kinds)
        return True
    return False


def ask_again() -> None:
    """Another question is asked, so that a guess is wanted again."""
    _open(frozenset())


def show_reconciled(run_id: str) -> None:
    """Each guess that this run answered beside what was measured: in words, drawn, and as a table."""
    answered = [one for one in outcomes(session.progress()) if one.run_id == run_id]
    if not answered:
        return
    with st.container(key="lab_reconciled", gap="small"):
        lines = [
            f"- {name_of(one)}: you guessed **{figure_words(one.measure, one.guess)}**; measured "
            f"**{figure_words(one.measure, one.measured)}**: **{one.words}**."
            if one.measured is not None
            else f"- {name_of(one)}: you guessed **{figure_words(one.measure, one.guess)}**. "
            "This run has no such figure to compare it with."
            for one in answered
        ]
        st.markdown("\n".join(lines))
        if any(one.measured is not None for one in answered):
            look.figure(
                reconciled_figure(answered),
                key="lab_guess_chart",
                alt=f"Each guess as a multiple of what was measured. {reconciled_finding(answered)}. Figures in the table below.",
                table=lambda: outcomes_table(answered),
            )


def _ask(wanted: tuple[Question, ...], scenarios: tuple[Scenario, ...], kinds: frozenset[int]) -> None:
    if not session.control_value(MORE):
        wanted = wanted[:1]
    with st.container(key="lab_ask", border=True, gap="small"):
        st.markdown("**Guess first**")
        for question in wanted:
            _slider(question, scenarios, may_skip=len(wanted) > 1)
        if refused := session.remembered("lab_guess_refused", ""):
            st.warning(refused)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                "That is my guess",
                key="lab_commit",
                type="primary",
                on_click=_commit,
                args=(wanted, scenarios, kinds),
            )
            st.button(
                "No idea",
                key="lab_skip",
                type="tertiary",
                on_click=_skip,
                args=(scenarios, kinds),
                help="Shows what the simulator expects, without a guess.",
            )
            st.checkbox("Guess two more figures", key=MORE, width="content")


def _slider(question: Question, scenarios: tuple[Scenario, ...], *, may_skip: bool) -> None:
    measure, key = question.measure, _key(question, len(scenarios))
    unknown = may_skip and bool(session.control_value(f"{key}_unknown"))
    named = f"{side_name(scenarios[question.side])}: " if len(scenarios) > 1 else ""
    words = ASK[measure]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.select_slider(
            f"{named}{words[:1].lower()}{words[1:]}" if named else words,
            STEPS[measure],
            START[measure],
            format_func=lambda value: figure_words(measure, value),
            key=key,
            on_change="ignore",
            disabled=unknown,
            help=HELP[measure],
        )
        if may_skip:
            st.checkbox("No idea", key=f"{key}_unknown", width="content")


def _commit(wanted: tuple[Question, ...], scenarios: tuple[Scenario, ...], kinds: frozenset[int]) -> None:
    keys = {question: _key(question, len(scenarios)) for question in wanted}
    guesses = [
        Guess(question=question, value=float(session.control(key)))
        for question, key in keys.items()
        if not session.control_value(f"{key}_unknown")
    ]
    values = {one.question.measure: one.value for one in guesses}
    crossed = "p50_ms" in values and values.get("p99_ms", values["p50_ms"]) < values["p50_ms"]
    session.remember("lab_guess_refused", CROSSED if crossed else "")
    if crossed:
        return
    if guesses:
        session.record(committed(scenarios, guesses))
    _open(kinds | {len(scenarios)})


def _skip(scenarios: tuple[Scenario, ...], kinds: frozenset[int]) -> None:
    session.record(_skipped(scenarios))
    _open(kinds | {len(scenarios)})


def _skipped(scenarios: tuple[Scenario, ...]) -> GuessSkipped:
    """What is written down where a learner has no idea of any figure of a set-up."""
    return GuessSkipped(place=PLACE, question="any figure", about=digest(*scenarios))


def _reopen(kinds: frozenset[int]) -> None:
    session.remember("lab_again", True)
    _open(kinds)


def _open(kinds: frozenset[int]) -> None:
    session.remember("lab_open", kinds)


def _key(question: Question, sides: int) -> str:
    return f"lab_guess_{sides}_{question.measure}"


def _listed(made: OpenGuess, scenarios: tuple[Scenario, ...]) -> str:
    named = len(scenarios) > 1
    return ", ".join(
        f"{_what(one.question.measure, side_name(scenarios[one.question.side]) if named else '').lower()} "
        f"**{figure_words(one.question.measure, one.value)}**"
        for one in made.guesses
        if one.question.side < len(scenarios)
    )


def _what(measure: Measure, side: str) -> str:
    name = NAMES[measure]
    return f"{side}: {name[:1].lower()}{name[1:]}" if side else name
