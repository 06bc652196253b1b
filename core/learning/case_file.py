"""Reading case studies from their files: one YAML file a case, every fault with its file and line."""

from pathlib import Path

from core.base import Fault, InvalidInput
from core.experiment.case import DAY_S, Case, Errors, Offer, Situation, Twist
from core.experiment.plan import Need, Stream
from core.learning.case_form import ArrivalsForm, CaseForm, OffersForm, ScoresForm, SituationForm
from core.learning.lesson_faults import Complaints
from core.learning.lesson_yaml import read_form
from core.metrics.objective import LatencyObjective
from core.serving import LinearCost
from core.text import CATALOGUE
from core.workload import Bursty, Daily, Poisson, Steady

MOST_BYTES = 100_000


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
    """The case in a file. Raises InvalidInput with every fault of the file, each with file:line."""
    with path.open("rb") as stream:
        return parse_case(str(path), stream.read(MOST_BYTES + 1))


def parse_case(name: str, raw: bytes) -> Case:
    """The case in the bytes of a file; ``name`` is what faults call it."""
    complaints = Complaints(file=name)
    text = _decoded(raw, complaints)
    complaints.done()
    form = read_form(CaseForm, text, complaints, first_line=1, name="case")
    complaints.done()
    assert form is not None  # read_form complains whenever it gives None, and done() has raised then
    _known(form.scores, text, complaints)
    case = _case(form, text, complaints)
    complaints.done()
    assert case is not None  # _case complains whenever it gives None
    return case


def _decoded(raw: bytes, complaints: Complaints) -> str:
    if len(raw) > MOST_BYTES:
        complaints.add(1, "file", f"has more than {MOST_BYTES:,} bytes", "tell the story in fewer words")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        complaints.add(raw[: error.start].count(b"\n") + 1, "file", "is not UTF-8 text", "save it as UTF-8")
        return ""


def _case(form: CaseForm, text: str, complaints: Complaints) -> Case | None:
    """The values of a form; None, and complaints, if they refuse something that the form let pass."""
    changes = {group: getattr(form.twist.changes, group) for group in form.twist.changes.model_fields_set}
    try:
        place = "offers"
        offer = _offer(form.offers)
        place = "situation"
        situation = _situation(form.situation, form.scores, offer)
        place = "twist"
        twisted = _situation(form.situation.model_copy(update=changes), form.scores, offer)
    except InvalidInput as refused:
        for fault in refused.faults:
            complaints.add(_line(text, place), f"case.{place}.{fault.field}", fault.problem, fault.fix)
        return None
    if twisted == situation:
        complaints.add(_line(text, "twist"), "case.twist.changes", "nothing changes", "change a figure")
        return None
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


def _known(scores: ScoresForm, text: str, complaints: Complaints) -> None:
    if scores.classifier not in CATALOGUE:
        fix = f"write one of {', '.join(CATALOGUE)}"
        problem = f"{scores.classifier!r} is not known"
        complaints.add(_line(text, "scores"), "case.scores.classifier", problem, fix)
    if scores.positive not in ("spam", "ok"):
        problem = f"{scores.positive!r} is no label of the built-in messages"
        complaints.add(_line(text, "scores"), "case.scores.positive", problem, "write spam or ok")


def _line(text: str, key: str) -> int:
    """The line, from 1, of a key at the left edge."""
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _repeated(found: dict[Path, Case], name: str) -> list[Fault]:
    seen: dict[object, Path] = {}
    faults = []
    for path, case in found.items():
        value = getattr(case, name)
        if value in seen:
            problem = f"{value!r} is also that of {seen[value].name}"
            line = _line(path.read_text(encoding="utf-8"), name)
            faults.append(
                Fault(where=f"{path}:{line}", field=f"case.{name}", problem=problem, fix="give another")
            )
        seen.setdefault(value, path)
    return faults
