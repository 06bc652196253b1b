"""Which case is shown, what was decided on it, and what of that this tab remembers."""

import secrets

from core.experiment.case import Case, Decision
from core.learning.case_state import last_decision
from pages.parts import cached, session


def shown_case(name: str) -> Case | None:
    """The case that the address asks for; None if it names none."""
    return next((case for case in cached.cases() if case.id == name), None)


def shown_twist(case: Case, asked: str) -> bool:
    """Whether the twist is shown: if the address asks for it, and the case itself was decided."""
    return asked == "1" and last_decision(session.progress(), case, twisted=False) is not None


def address(case: Case, *, twisted: bool = False) -> dict[str, str]:
    """The query parameters under which a case is found."""
    return {"case": case.id, "twist": "1"} if twisted else {"case": case.id}


def place(case: Case, twisted: bool) -> str:
    """The name of a case, before or after its twist, in keys."""
    return f"{case.id}_{'twist' if twisted else 'first'}"


def commit(case: Case, twisted: bool, decision: Decision) -> None:
    """Takes a decision; it is written down once its outcome is known, and before that is shown."""
    session.remember(f"decide_new_{place(case, twisted)}", (secrets.token_urlsafe(12), decision))


def committed(case: Case, twisted: bool) -> tuple[str, Decision] | None:
    """A decision whose outcome is not known yet, with the name under which it counts once."""
    return session.remembered(f"decide_new_{place(case, twisted)}", None)


def written_down(case: Case, twisted: bool) -> None:
    """The decision is in the book now, and no longer being changed."""
    session.remember(f"decide_new_{place(case, twisted)}", None)
    session.remember(f"decide_again_{place(case, twisted)}", False)


def again(case: Case, twisted: bool) -> None:
    """Opens the controls once more, where the last decision left them."""
    session.remember(f"decide_again_{place(case, twisted)}", True)


def is_open(case: Case, twisted: bool) -> bool:
    """Whether there is something to decide: nothing was decided, or it is being changed."""
    if session.remembered(f"decide_again_{place(case, twisted)}", False):
        return True
    return last_decision(session.progress(), case, twisted=twisted) is None
