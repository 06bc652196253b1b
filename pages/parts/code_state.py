"""Which snippet is shown, what this learner predicted of it, and the running of it: stored before it is shown."""

from core.learning.code_snippet import CodeSnippet
from core.learning.events import SnippetRun
from core.learning.snippet import Ran, run_snippet
from pages.parts import answer_spoken, cached, session

CLASSIFIER = "tfidf-logreg"
MESSAGES = 64
RESULT = "code_result"


def shown(wanted: str) -> CodeSnippet:
    """The snippet that the address names, else the first one not predicted yet, else the first."""
    every = cached.snippets()
    named = next((snippet for snippet in every if snippet.id == wanted), None)
    return named or next((snippet for snippet in every if predicted(snippet) is None), every[0])


def predicted(snippet: CodeSnippet) -> SnippetRun | None:
    """What the learner said of this snippet the first time, and what came of it."""
    runs = (run for run in session.progress().snippets if (run.snippet, run.rev) == (snippet.id, snippet.rev))
    return next(runs, None)


def following(snippet: CodeSnippet) -> CodeSnippet | None:
    """The next snippet not predicted yet, after this one if there is one."""
    every = cached.snippets()
    place = every.index(snippet)
    return next((one for one in (*every[place + 1 :], *every[:place]) if predicted(one) is None), None)


def measure() -> str:
    """How many there are, and how far the learner is."""
    every = cached.snippets()
    done = sum(predicted(snippet) is not None for snippet in every)
    return f"Code · {done} of {len(every)} snippets run"


def choice_control(snippet: CodeSnippet) -> str:
    """Names the control in which the prediction is chosen."""
    return f"code_choice_{snippet.id}"


def commit(snippet: CodeSnippet) -> None:
    """Runs the snippet for the first time, and stores the prediction with what came before either is shown."""
    choice = snippet.choice(str(session.control_value(choice_control(snippet))))
    if choice is None:
        session.remember("code_note", snippet.id)
        return
    session.remember("code_note", "")
    came = snippet.came(run(snippet).outcome)
    event = SnippetRun(
        snippet=snippet.id, rev=snippet.rev, choice=choice.id, came="" if came is None else came.id
    )
    session.record(event, key=f"code/{snippet.id}/{snippet.rev}")
    answer_spoken.tell("It has run. This is what came back.", focus=RESULT)


def run(snippet: CodeSnippet) -> Ran:
    """Runs it on the classifier of this server, and keeps what came for this tab."""
    trained = cached.trained(CLASSIFIER)
    ran = run_snippet(snippet, trained.pipeline, trained.held_out.texts[:MESSAGES])
    session.remember(f"code_ran_{snippet.id}", ran)
    return ran


def last_run(snippet: CodeSnippet) -> Ran | None:
    """What came of it the last time it ran in this tab."""
    ran: Ran | None = session.remembered(f"code_ran_{snippet.id}", None)
    return ran


def needs_a_choice(snippet: CodeSnippet) -> bool:
    """Whether it was to be run with nothing predicted."""
    return session.remembered("code_note", "") == snippet.id
