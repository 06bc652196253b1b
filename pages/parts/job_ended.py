"""That a job of the learner's has ended is said aloud, whatever page they are on by then."""

from pages.parts import answer_spoken, lab_live, session

_WATCHED = "job_watched"


def notice() -> None:
    """Says once, at the first run of any page after it, that a job seen at work is over."""
    job = lab_live.current_job()
    if job is None:
        return
    if job.active:
        session.remember(_WATCHED, job.id)
    elif session.remembered(_WATCHED, None) == job.id:
        session.remember(_WATCHED, None)
        came = "finished" if job.state == "done" else job.error or "no result"
        answer_spoken.tell_besides(f"{lab_live.TITLES[job.task['do']]}: {came}.".replace("..", "."))
