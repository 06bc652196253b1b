"""A bank file → a Bank, or all its faults at once, each with file:line:column and what to write instead."""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.base import Fault, InvalidInput
from core.learning import question as models
from core.learning.bank_yaml import MAX_BYTES, Trail, YamlFile, read_yaml
from core.learning.question import Bank
from core.learning.question_parts import NAME_PATTERN


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFile:
    """A bank as read: what could be understood, where each piece of it stands, and what is wrong.

    bank: None if nothing could be made of the file; without the faulty questions if only those are faulty.
    kept: for each question of ``bank`` its position in the file.
    """

    yaml: YamlFile
    bank: Bank | None
    kept: tuple[int, ...]
    faults: tuple[Fault, ...]

    def fault(self, trail: Trail, problem: str, fix: str) -> Fault:
        """A fault of the piece at ``trail`` in the file."""
        return self.yaml.fault(trail, problem, fix)


def load_bank(path: Path) -> Bank:
    """The bank in a YAML file. Raises InvalidInput with all the faults of the file."""
    file = read_bank(path)
    if file.faults or file.bank is None:
        raise InvalidInput(list(file.faults))
    return file.bank


def read_bank(path: Path) -> BankFile:
    """Reads a bank file as far as it goes; never raises for what the file holds."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problem = f"cannot be opened ({error.strerror})"
        fault = Fault(where=f"{path}:1:1", field="file", problem=problem, fix="name a file that can be read")
        return BankFile(yaml=YamlFile(name=str(path)), bank=None, kept=(), faults=(fault,))
    return parse_bank(str(path), raw)


def parse_bank(name: str, raw: bytes) -> BankFile:
    """Reads a bank from bytes; ``name`` is what faults call the file."""
    yaml = read_yaml(name, raw)
    if yaml.data is None and yaml.faults:
        return BankFile(yaml=yaml, bank=None, kept=(), faults=tuple(yaml.faults))
    bank, errors = _validated(yaml.data)
    kept = tuple(range(len(bank.questions))) if bank else ()
    if bank is None:
        bank, kept = _without_faulty_questions(yaml.data, errors)
    faults = (*yaml.faults, *(_fault(yaml, error) for error in _telling(errors)))
    return BankFile(yaml=yaml, bank=bank, kept=kept, faults=faults)


def _validated(data: Any) -> tuple[Bank | None, list[ErrorDetails]]:
    # By way of JSON, because strict validation takes JSON's arrays for tuples but refuses Python's lists.
    try:
        return Bank.model_validate_json(json.dumps(data)), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _without_faulty_questions(data: Any, errors: list[ErrorDetails]) -> tuple[Bank | None, tuple[int, ...]]:
    """What is left for the linter, so that one missing word does not hide every other fault."""
    faulty = {
        error["loc"][1] for error in errors if error["loc"][:1] == ("questions",) and len(error["loc"]) > 1
    }
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        return None, ()
    kept = tuple(index for index in range(len(data["questions"])) if index not in faulty)
    bank, _ = _validated({**data, "questions": [data["questions"][index] for index in kept]})
    return bank, kept if bank else ()


def _telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without "too short" of lists that only look short because their items are faulty."""
    places = [error["loc"] for error in errors]

    def has_faulty_items(error: ErrorDetails) -> bool:
        return any(len(p) > len(error["loc"]) and p[: len(error["loc"])] == error["loc"] for p in places)

    return [error for error in errors if error["type"] != "too_short" or not has_faulty_items(error)]


def _fault(yaml: YamlFile, error: ErrorDetails) -> Fault:
    trail = _trail(yaml.data, error)
    problem, fix = _words(error, str(trail[-1]) if trail else "file")
    if error["type"] in ("union_tag_not_found", "union_tag_invalid"):
        trail = (*trail, "kind")
    return yaml.fault(trail, problem, fix, at_key=error["type"] == "extra_forbidden")


def _trail(data: Any, error: ErrorDetails) -> Trail:
    """Where in the data the error is: its loc without the kinds that the union of questions puts in."""
    trail: list[str | int] = []
    last = len(error["loc"]) - 1
    for depth, step in enumerate(error["loc"]):
        if _has(data, step):
            data = data[step]
            trail.append(step)
        elif depth == last and error["type"] == "missing":
            trail.append(step)
    return tuple(trail)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _kinds(name: str) -> str:
    return "time-line, load-curve, confusion-matrix" if name == "picture" else _KINDS


_KINDS = "single, multi, number, order, predict"


def _words(error: ErrorDetails, name: str) -> tuple[str, str]:
    """What is wrong and what to write instead, in an author's words."""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "is missing", _meaning(f'write "{name}: …"', name)
        case "extra_forbidden":
            near = get_close_matches(name, _meanings(), n=1)
            return "is not a known key", f'write "{near[0]}"' if near else "remove it"
        case "literal_error":
            return f"{error['input']!r} is not allowed", f"write {context['expected']}"
        case "union_tag_invalid":
            what = "picture" if name == "picture" else "question"
            return f"{context['tag']!r} is not a kind of {what}", f"write one of {_kinds(name)}"
        case "union_tag_not_found":
            return "is missing", f"write one of {_kinds(name)}"
        case "string_type":
            return f"{_shown(error['input'])} is not text", "write text, in quotes if it looks like a number"
        case "string_too_short":
            return "is empty", _meaning("write some text", name)
        case "string_pattern_mismatch" if context["pattern"] == NAME_PATTERN:
            return f"{_shown(error['input'])} is not a name", "write lower-case letters, digits and _"
        case "string_pattern_mismatch" if name == "taught_in":
            return f"{_shown(error['input'])} is not a section", 'write "lesson#section"'
        case "string_pattern_mismatch":
            return f"{_shown(error['input'])} is not an id", "write lower-case letters, digits and hyphens"
        case "int_type":
            return f"{_shown(error['input'])} is not a whole number", "write a whole number without quotes"
        case "float_type" | "finite_number":
            return f"{_shown(error['input'])} is not a number", "write a finite number without quotes"
        case "bool_type":
            return f"{_shown(error['input'])} is neither true nor false", "write true or false"
        case "greater_than_equal":
            return f"{_shown(error['input'])} is too small", f"write at least {context['ge']}"
        case "greater_than":
            return f"{_shown(error['input'])} is too small", f"write a number above {context['gt']}"
        case "value_error":
            return str(context["error"]), "correct it"
        case "too_short":
            return "has too few entries", f"write at least {context['min_length']}"
        case "too_long":
            return "has too many entries", f"write at most {context['max_length']}"
        case "tuple_type":
            return f"{_shown(error['input'])} is not a list", 'write a list: one line a piece, each with "- "'
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{_shown(error['input'])} is not a group of keys", 'write "key: value" lines'
        case _:
            return f"is not valid ({error['msg']})", "correct it"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _meaning(fix: str, name: str) -> str:
    meaning = _meanings().get(name)
    return f"{fix} ({meaning[0].lower()}{meaning[1:]})" if meaning else fix


def _meanings() -> dict[str, str]:
    """Every key an author can write → what it means."""
    parts = [part for part in vars(models).values() if isinstance(part, type) and issubclass(part, BaseModel)]
    fields = {
        (spec.alias or key): spec.description for part in parts for key, spec in part.model_fields.items()
    }
    return {key: description or "" for key, description in fields.items()}
