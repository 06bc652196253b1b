"""Reading case studies from their files: one YAML file a case, every fault with its file and line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.base import Fault, InvalidInput
from core.experiment.case import DAY_S, Case, Errors, Offer, Situation, Twist
from core.experiment.plan import Need, Stream
from core.learning.bank_yaml import YamlFile
from core.learning.case_form import ArrivalsForm, CaseForm, OffersForm, ScoresForm, SituationForm
from core.learning.form_file import load_folder, read_form_file
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.text import CATALOGUE
from core.workload import Bursty, Daily, Poisson, Steady

# Of the built-in messages.
LABELS = ("spam", "ok")


def load_cases(folder: Path) -> tuple[Case, ...]:
    """All cases (*.yaml) of a folder by their ``order``; raises InvalidInput with the faults of all files."""
    return load_folder(folder, parse_case)


def parse_case(name: str, raw: bytes) -> Case:
    """The case in the bytes of a file; ``name`` is what faults call it."""
    yaml, form = read_form_file(CaseForm, name, raw)
    faults = _unknown(yaml, form.scores)
    if faults:
        raise InvalidInput(faults)
    return _case(yaml, form)


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
