"""What the simulating process does: a plan for a workload, and how each of several ways to serve it does.

Asked for here, and done here: tasks and answers are JSON-ready values that both ends must agree on.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict

from pydantic import TypeAdapter

from core.base import BatchwiseError, Fault, InvalidInput
from core.experiment.case import Serving
from core.experiment.case_outcome import Served, serve
from core.experiment.plan import Need, Plan
from core.experiment.planner import plan
from core.serving.host import JobHost
from core.serving.job import Message

# A plan for a long recording takes some seconds.
LIMIT_S = 60.0

_NEED, _PLAN = TypeAdapter(Need), TypeAdapter(Plan)
_SERVINGS, _SERVED = TypeAdapter(tuple[Serving, ...]), TypeAdapter(tuple[Served, ...])


def plan_by(host: JobHost, need: Need) -> Plan:
    """``plan``, in the simulating process; raises InvalidInput as it does."""
    answer = _answer(host, {"do": "plan", "need": _NEED.dump_python(need, mode="json")})
    if faults := answer.get("faults"):
        raise InvalidInput([Fault(**fault) for fault in faults])
    return _PLAN.validate_python(answer["plan"])


def serve_by(host: JobHost, need: Need, servings: Sequence[Serving]) -> tuple[Served, ...]:
    """``serve``, in the simulating process, of each way in turn."""
    ways = _SERVINGS.dump_python(tuple(servings), mode="json")
    task = {"do": "serve", "need": _NEED.dump_python(need, mode="json"), "servings": ways}
    return _SERVED.validate_python(_answer(host, task)["served"])


def _answer(host: JobHost, task: Message) -> Message:
    job = host.submit(secrets.token_hex(8), task, limit_s=LIMIT_S)
    job.ended.wait()
    host.forget(job.owner)
    if job.result is None:
        raise BatchwiseError("The simulation could not be brought to its end. Load the page again.")
    return job.result


def do(task: Message) -> Message:
    """Carries out such a task."""
    need = _NEED.validate_python(task["need"])
    if task["do"] == "serve":
        servings = _SERVINGS.validate_python(task["servings"])
        served = tuple(serve(need, serving) for serving in servings)
        return {"served": _SERVED.dump_python(served, mode="json")}
    try:
        return {"plan": _PLAN.dump_python(plan(need), mode="json")}
    except InvalidInput as refused:
        return {"faults": [asdict(fault) for fault in refused.faults]}
