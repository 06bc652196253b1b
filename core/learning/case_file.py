"""Reading case studies from their files: one YAML file a case, every fault with its file and line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.base import Fault, InvalidInput
from core.experiment.case import DAY_S, Case, Errors, Offer, Situation, Twist
from core.experiment.plan import Need, Stream
from core.learning.bank_yaml import MAX_BYTES, YamlFile, read_yaml
from core.learning.case_form import ArrivalsForm, CaseForm, OffersForm, ScoresForm, SituationForm
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.text import CATALOGUE
from core.workload import Bursty, Daily, Poisson, Steady

# Of the built-in messages.
LABELS = ("spam", "ok")


def load_cases(folder: Path) -> tuple[Case, ...]:
    """All cases (*.yaml) of a folder by their ``order``; raises InvalidInput with the faults of all files."""
    found: dict[Path, Case] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path] = load_case(path)
        except InvalidInput as refused:
            faults += refused.faults
    for name in ("id", "order"):
        faults += _repeated(found, name)
    if faults:
        raise InvalidInput(faults)
    return tuple(sorted(found.values(), key=lambda case: case.order))


def load_case(path: Path) -> Case:
    """The case in a file. Raises InvalidInput with every fault of the file, each with file:line:column."""
    with path.open("rb") as stream:
        return parse_case(str(path), stream.read(MAX_BYTES + 1))


def parse_case(name: str, raw: bytes) -> Case:
    """The case in the bytes of a file; ``name`` is what faults call it."""
    yaml = read_yaml(name, raw)
    if yaml.faults:
        raise InvalidInput(yaml.faults)
    try:
        form = CaseForm.model_validate(yaml.data)
    except ValidationError as refused:
        faults = [_fault(yaml, error) for error in refused.errors()]
        raise InvalidInput(sorted(faults, key=_place)) from refused
    faults = _unknown(yaml, form.scores)
    if faults:
        raise InvalidInput(faults)
    return _case(yaml, form)


def _fault(yaml: YamlFile, error: ErrorDetails) -> Fault:
    trail = error["loc"]
    match error["type"]:
        case "missing":
            return yaml.fault(trail, "is missing", f'write "{trail[-1]}: …"')
        case "extra_forbidden":
            return yaml.fault(trail, "is not a known key", "remove it", at_key=True)
        case _:
            problem = error["msg"].removeprefix("Value error, ")
            return yaml.fault(trail, problem[0].lower() + problem[1:], "correct it")


def _place(fault: Fault) -> tuple[int, int]:
    _, line, column = (fault.where or ":0:0").rsplit(":", 2)
    return int(line), int(column)


def _case(yaml: YamlFile, form: CaseForm) -> Case:
    """The values of a form. Raises InvalidInput with what they refuse and the form let pass."""
    changes = {group: getattr(form.twist.changes, group) for group in form.twist.changes.model_fields_set}
    with _placed(yaml, "offers"):
        offer = _offer(form.offers)
    with _placed(yaml, "situation"):
        situation = _situation(form.situation, form.scores, offer)
    with _placed(yaml, "twist"):
        twisted = _situation(form.situation.model_copy(update=changes), form.scores, offer)
    if twisted == situation:
        raise InvalidInput([yaml.fault(("twist", "changes"), "nothing changes", "change a figure")])
    return Case(
        id=form.id,
        rev=form.rev,
        order=form.order,
        title=form.title,
        summary=form.summary,
        story=form.story,
        looked_for=form.looked_for,
        situation=situation,
        offer=offer,
        twist=Twist(title=form.twist.title, story=form.twist.story, situation=twisted),
    )


@contextmanager
def _placed(yaml: YamlFile, group: str) -> Iterator[None]:
    """Gives what values refuse the place in the file that they were made from."""
    try:
        yield
    except InvalidInput as refused:
        raise InvalidInput(
            [yaml.fault((group, fault.field), fault.problem, fault.fix) for fault in refused.faults]
        ) from refused


def _offer(form: OffersForm) -> Offer:
    return Offer(
        batch_sizes=tuple(form.batch_sizes),
        waits_s=tuple(wait_ms / 1000 for wait_ms in form.waits_ms),
        collects_s=tuple(60 * minutes for minutes in form.collect_minutes),
        replicas=tuple(form.machines),
        thresholds=tuple(form.thresholds),
    )


def _situation(form: SituationForm, scores: ScoresForm, offer: Offer) -> Situation:
    objective, call, machine, errors = form.objective, form.call, form.machine, form.errors
    need = Need(
        arrivals=_arrivals(form.arrivals),
        objective=LatencyObjective(bound_s=objective.within_s, percentile=objective.share),
        cost=LinearCost(fixed_s=call.fixed_ms / 1000, per_item_s=call.per_text_ms / 1000),
        hour_price=machine.hour_price,
        largest_batch=offer.batch_sizes[-1],
        start_s=machine.start_s,
    )
    costs = Errors(
        classifier=scores.classifier,
        positive=scores.positive,
        prevalence=errors.prevalence,
        miss_cost=errors.miss,
        alarm_cost=errors.alarm,
        reviews=errors.reviews,
    )
    return Situation(need=need, errors=costs)


def _arrivals(form: ArrivalsForm) -> Stream:
    match form.kind:
        case "poisson":
            return Poisson(rate=form.per_s)
        case "steady":
            return Steady(rate=form.per_s)
        case "bursty":
            return Bursty(rate=form.per_s, on_share=form.on_share or 1.0, cycle_s=form.cycle_s or 1.0)
        case "daily":
            return Daily(rate=form.per_s, swing=form.swing or 0.0, period_s=DAY_S)


def _unknown(yaml: YamlFile, scores: ScoresForm) -> list[Fault]:
    faults = []
    if scores.classifier not in CATALOGUE:
        problem, fix = f"{scores.classifier!r} is not known", f"write one of {', '.join(CATALOGUE)}"
        faults.append(yaml.fault(("scores", "classifier"), problem, fix))
    if scores.positive not in LABELS:
        problem = f"{scores.positive!r} is no label of the built-in messages"
        faults.append(yaml.fault(("scores", "positive"), problem, f"write one of {', '.join(LABELS)}"))
    return faults


def _repeated(found: dict[Path, Case], name: str) -> list[Fault]:
    seen: dict[object, Path] = {}
    faults = []
    for path, case in found.items():
        value = getattr(case, name)
        if value in seen:
            problem = f"{value!r} is also that of {seen[value].name}"
            yaml = read_yaml(str(path), path.read_bytes())
            faults.append(yaml.fault((name,), problem, "give another"))
        seen.setdefault(value, path)
    return faults
