"""YAML files read into pydantic forms, one or a folder of them: every fault with its file, line and column."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from core.base import Fault, InvalidInput
from core.learning.bank_yaml import MAX_BYTES, YamlFile, read_yaml

Form = TypeVar("Form", bound=BaseModel)


def read_form_file(form: type[Form], name: str, raw: bytes) -> tuple[YamlFile, Form]:
    """The bytes of a file as a form, and the places of its parts. Raises InvalidInput with all faults.

    name: what faults call the file.
    """
    yaml = read_yaml(name, raw)
    if yaml.faults:
        raise InvalidInput(yaml.faults)
    try:
        return yaml, form.model_validate(yaml.data)
    except ValidationError as refused:
        faults = [_fault(yaml, error) for error in refused.errors()]
        raise InvalidInput(sorted(faults, key=_place)) from refused


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


class Numbered(Protocol):
    """What a folder of files holds: each with an id and a place in the order of its own."""

    @property
    def id(self) -> str:
        """Its permanent name."""
        ...

    @property
    def order(self) -> int:
        """Its place among the others."""
        ...


Item = TypeVar("Item", bound=Numbered)


def load_folder(folder: Path, parse: Callable[[str, bytes], Item]) -> tuple[Item, ...]:
    """What the YAML files of a folder say, by ``order``. Raises InvalidInput with the faults of all files."""
    found: dict[Path, Item] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path] = parse(str(path), bytes_of(path))
        except InvalidInput as refused:
            faults += refused.faults
    for name in ("id", "order"):
        faults += _repeated(found, name)
    if faults:
        raise InvalidInput(faults)
    return tuple(sorted(found.values(), key=lambda item: item.order))


def bytes_of(path: Path) -> bytes:
    """A file's bytes; of one that is too long, just enough to see that it is."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _repeated(found: Mapping[Path, Numbered], name: str) -> list[Fault]:
    """A fault for each file whose id or order another file already has."""
    seen: dict[object, Path] = {}
    faults = []
    for path, item in found.items():
        value = getattr(item, name)
        if value in seen:
            problem = f"{value!r} is also that of {seen[value].name}"
            yaml = read_yaml(str(path), path.read_bytes())
            faults.append(yaml.fault((name,), problem, "give another"))
        seen.setdefault(value, path)
    return faults
