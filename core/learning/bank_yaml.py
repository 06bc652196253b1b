"""YAML text → plain data, the place of each piece of it in the text, and every fault met on the way."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from core.base import Fault

Trail = tuple[str | int, ...]
Place = tuple[int, int]

MAX_BYTES = 500_000
MAX_DEPTH = 12  # a bank needs six levels
_TAG = "tag:yaml.org,2002:"


@dataclass(slots=True, kw_only=True)
class YamlFile:
    """What a YAML file says and where: lines and columns count from 1.

    data: dicts, lists, str, int, float, bool and None only; None if the text could not be parsed.
    values, keys: trail such as ("questions", 0, "stem") → (line, column) of the value and of its key.
    """

    name: str
    data: Any = None
    values: dict[Trail, Place] = field(default_factory=dict)
    keys: dict[Trail, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, trail: Trail, problem: str, fix: str, *, at_key: bool = False) -> Fault:
        """A fault of the piece at ``trail``, placed there or at the nearest piece around it."""
        around = trail
        while around and around not in self.values:
            around = around[:-1]
        place = self.keys.get(trail) if at_key else None
        return self.fault_at(place or self.values.get(around, (1, 1)), name_of(trail), problem, fix)

    def fault_at(self, place: Place, field_name: str, problem: str, fix: str) -> Fault:
        """A fault at a line and column."""
        return Fault(where=f"{self.name}:{place[0]}:{place[1]}", field=field_name, problem=problem, fix=fix)


def name_of(trail: Trail) -> str:
    """A trail as people write it.

    >>> name_of(("questions", 0, "options", 2, "why"))
    'questions[0].options[2].why'
    """
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in trail).lstrip(".") or "file"


def read_yaml(name: str, raw: bytes) -> YamlFile:
    """Reads YAML 1.2 bytes. Never raises: what is wrong is in ``faults``.

    One document of at most MAX_BYTES and MAX_DEPTH; no aliases, so that nothing small can unfold into
    something huge; no tags beyond text, number, true/false and null, so that nothing is ever built from it.
    """
    file = YamlFile(name=name)
    text = _decoded(file, raw)
    if text is None:
        return file
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = " ".join(part for part in (error.context, error.problem) if part)
        file.faults.append(file.fault_at(place, "YAML", problem, "correct the YAML here or just above"))
    except ReaderError as error:
        place = _place_after(text[: error.position])
        file.faults.append(file.fault_at(place, "file", "has a character that YAML forbids", "delete it"))
    except RecursionError:
        file.faults.append(_too_deep(file, (1, 1), ()))
    except Exception as error:
        # The parser fails in many ways on text that is not YAML; each is the author's to mend.
        problem = f"cannot be read ({' '.join(str(error).split())})"
        file.faults.append(file.fault_at((1, 1), "YAML", problem, "write plain YAML 1.2"))
    else:
        if node is None:
            file.faults.append(file.fault_at((1, 1), "file", "is empty", "write at least one key"))
        else:
            file.data = _Walk(file=file).value(node, ())
    return file


def _decoded(file: YamlFile, raw: bytes) -> str | None:
    if len(raw) > MAX_BYTES:
        fix = f"split it into files of at most {MAX_BYTES:,} bytes"
        file.faults.append(file.fault_at((1, 1), "file", f"has {len(raw):,} bytes", fix))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_after(raw[: error.start].decode("utf-8", "replace"))
        file.faults.append(file.fault_at(place, "file", "is not UTF-8 text", "save it as UTF-8"))
        return None


def _place_after(text: str) -> Place:
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _too_deep(file: YamlFile, place: Place, trail: Trail) -> Fault:
    problem = f"is nested more than {MAX_DEPTH} levels deep"
    return file.fault_at(place, name_of(trail), problem, "write it flatter")


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Turns parsed nodes into plain data, noting places and faults in ``file``."""

    file: YamlFile
    seen: set[int] = field(default_factory=set)

    def value(self, node: Node, trail: Trail) -> Any:
        place = _place(node)
        self.file.values[trail] = place
        if id(node) in self.seen:
            problem = "is an alias of something above"
            self.file.faults.append(self.file.fault(trail, problem, "write it out"))
            return None
        self.seen.add(id(node))
        if len(trail) > MAX_DEPTH:
            self.file.faults.append(_too_deep(self.file, place, trail))
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, trail)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*trail, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, trail)

    def _mapping(self, node: MappingNode, trail: Trail) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                fault = self.file.fault_at(
                    _place(key_node), name_of(trail), "has a key that is not a word", "write a word"
                )
                self.file.faults.append(fault)
                continue
            key = _text(key_node.value)
            if key in found:
                self._duplicate(key_node, (*trail, key))
                continue
            self.file.keys[*trail, key] = _place(key_node)
            found[key] = self.value(value_node, (*trail, key))
        return found

    def _duplicate(self, key_node: ScalarNode, trail: Trail) -> None:
        first_line = self.file.keys[trail][0]
        problem = f"is written twice (first in line {first_line})"
        self.file.faults.append(
            self.file.fault_at(_place(key_node), name_of(trail), problem, "keep one of them")
        )

    def _scalar(self, node: Node, trail: Trail) -> str | int | float | bool | None:
        try:
            return _plain(str(node.tag).removeprefix(_TAG), node.value)
        except ValueError as error:
            self.file.faults.append(
                self.file.fault(trail, str(error), "write plain text, a number, true or false")
            )
            return None


def _place(node: Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _plain(tag: str, text: str) -> str | int | float | bool | None:
    match tag:
        case "str" | "timestamp" | "merge" | "value":
            return _text(text)
        case "int":
            return _whole(text)
        case "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
    raise ValueError(f"has the tag {tag!r}, which cannot be used here")


def _whole(text: str) -> int:
    if len(text) > 30:
        raise ValueError("is a number of too many digits")
    digits = text.replace("_", "").lower()
    base = {"0x": 16, "0o": 8, "0b": 2}.get(digits.lstrip("+-")[:2], 10)
    return int(digits, base)


def _text(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot carry, shown as "?"."""
    return text.encode("utf-8", "replace").decode()
