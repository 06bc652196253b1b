"""The decision in slow motion beside the best one, simulated and drawn only when it is asked for."""

import streamlit as st

from core.experiment.case import Case
from core.experiment.case_gap import Gap
from core.experiment.case_replay import watched, watched_words
from pages.parts import look
from pages.parts.decide_state import place
from pages.parts.watch_replay import replay

# Around the slowest text, so that one sees what made it slow.
MOST_DRAWN = 600


def replay_view(case: Case, twisted: bool, judged: Gap) -> None:
    """A panel that is closed; nothing where both are batch jobs, in which there is nothing to see."""
    modes = {judged.mine.served.serving.mode, judged.best.served.serving.mode}
    if modes == {"batch"}:
        return
    where = place(case, twisted)
    with st.expander("Watch it in slow motion", key=f"decide_watch_{where}", on_change="rerun") as panel:
        if panel.open:
            _lanes(case, twisted, judged, where)


def _lanes(case: Case, twisted: bool, judged: Gap, where: str) -> None:
    lanes = watched(judged, case.at(twisted))
    look.engine_badge("simulated", sum(len(result.log) for _, result in lanes))
    st.markdown("\n".join(f"- {line}" for line in watched_words(lanes, judged, case.at(twisted))))
    replay(
        f"{where}/{judged.mine.served.serving}",
        tuple(result for _, result in lanes),
        names=tuple(name for name, _ in lanes),
        # Where a queue only grows, its beginning says more than its end.
        begin="start" if judged.mine.served.tail.tail_s is None else "slowest",
        most=MOST_DRAWN,
    )
