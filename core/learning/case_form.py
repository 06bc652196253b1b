"""What an author may write in a case's file: every key, its kind and its bounds, before it becomes a value."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.learning.lesson_yaml import SLUG

Share = Annotated[float, Field(gt=0, le=1)]
Positive = Annotated[float, Field(gt=0, le=1e7, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
THRESHOLDS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_min_length=1, str_strip_whitespace=True)


class ArrivalsForm(_Strict):
    """How texts come. on_share, cycle_s: of bursts only. swing: of a daily wave only."""

    kind: Literal["poisson", "steady", "bursty", "daily"]
    per_s: Positive
    on_share: Share | None = None
    cycle_s: Positive | None = None
    swing: Share | None = None

    @model_validator(mode="after")
    def _only_what_belongs(self) -> "ArrivalsForm":
        if (self.kind == "bursty") != (self.on_share is not None and self.cycle_s is not None):
            raise ValueError("bursts, and nothing else, need on_share and cycle_s")
        if (self.kind == "daily") != (self.swing is not None):
            raise ValueError("a daily wave, and nothing else, needs a swing")
        return self


class ObjectiveForm(_Strict):
    """How large a share of the texts is answered within how many seconds."""

    share: float = Field(ge=0.5, le=0.9999)
    within_s: float = Field(gt=0, le=604_800)


class CallForm(_Strict):
    """What a call costs: fixed, and for each text, in milliseconds."""

    fixed_ms: Annotated[float, Field(gt=0, le=60_000)]
    per_text_ms: Annotated[float, Field(gt=0, le=60_000)]


class MachineForm(_Strict):
    """What an hour of a machine costs, and how long it takes to start."""

    hour_price: Positive
    start_s: Annotated[float, Field(ge=0, le=3600)]


class ErrorsForm(_Strict):
    """How common it is, what a miss and a false alarm cost, and how many flags can be reviewed a day."""

    prevalence: Annotated[float, Field(gt=0, lt=1)]
    miss: Amount
    alarm: Amount
    reviews: Annotated[int, Field(ge=0)] | None = None


class SituationForm(_Strict):
    """A situation in full."""

    arrivals: ArrivalsForm
    objective: ObjectiveForm
    call: CallForm
    machine: MachineForm
    errors: ErrorsForm


class ChangesForm(_Strict):
    """What a twist changes: whole groups of the situation, at least one."""

    arrivals: ArrivalsForm | None = None
    objective: ObjectiveForm | None = None
    call: CallForm | None = None
    machine: MachineForm | None = None
    errors: ErrorsForm | None = None

    @model_validator(mode="after")
    def _something(self) -> "ChangesForm":
        if not self.model_fields_set:
            raise ValueError("nothing changes")
        return self


class OffersForm(_Strict):
    """What may be chosen."""

    batch_sizes: list[Annotated[int, Field(ge=2, le=1024)]] = Field(min_length=1, max_length=6)
    waits_ms: list[Annotated[float, Field(ge=0, le=60_000)]] = Field(min_length=1, max_length=6)
    collect_minutes: list[Annotated[float, Field(gt=0, le=10_080)]] = Field(min_length=1, max_length=6)
    machines: list[Annotated[int, Field(ge=1, le=1000)]] = Field(min_length=1, max_length=12)
    thresholds: list[Annotated[float, Field(gt=0, lt=1)]] = Field(
        default=THRESHOLDS, min_length=2, max_length=20
    )


class ScoresForm(_Strict):
    """Whose held-out scores stand for the case, and which label for what is looked for."""

    classifier: str = "tfidf-logreg"
    positive: str = "spam"


class TwistForm(_Strict):
    """What happens next."""

    title: str
    story: str
    changes: ChangesForm


class CaseForm(_Strict):
    """A case's file."""

    id: str = Field(pattern=SLUG)
    rev: int = Field(default=1, ge=1)
    order: int = Field(ge=1)
    title: str = Field(max_length=60)
    summary: str = Field(max_length=160)
    story: str
    looked_for: str = Field(max_length=30)
    situation: SituationForm
    offers: OffersForm
    scores: ScoresForm = ScoresForm()
    twist: TwistForm
