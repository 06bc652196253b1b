"""The rules of QTI 2.1 that an importer trips over, and a small engine that runs a response processing."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# The schema's sequence of an assessmentItem.
ORDER = ("responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback")
BLOCKS = {"div", "p", "pre", "ul", "ol", "choiceInteraction", "orderInteraction"}
INLINE = {"code", "strong", "em", "textEntryInteraction"}
PROSE = {
    "div": BLOCKS, "modalFeedback": BLOCKS | INLINE, "simpleChoice": BLOCKS | INLINE, "itemBody": BLOCKS,
    "p": INLINE, "pre": INLINE, "li": INLINE, "code": INLINE, "strong": INLINE, "em": INLINE, "ul": {"li"}, "ol": {"li"},
    "choiceInteraction": {"simpleChoice"}, "orderInteraction": {"simpleChoice"}, "textEntryInteraction": set[str](),
}  # fmt: skip


def items_of(package: bytes) -> dict[str, Element]:
    """Path → item, for every file but the manifest."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {
            name: fromstring(archive.read(name)) for name in archive.namelist() if name != "imsmanifest.xml"
        }


def package_faults(package: bytes) -> Iterator[str]:
    """What is wrong with the manifest or with any item."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        manifest = fromstring(archive.read("imsmanifest.xml"))
        files = set(archive.namelist()) - {"imsmanifest.xml"}
    if [child.tag for child in manifest] != [f"{CP}metadata", f"{CP}organizations", f"{CP}resources"]:
        yield "the manifest's parts are not metadata, organizations, resources"
    named = [manifest.get("identifier"), *(node.get("identifier") for node in manifest.iter(f"{CP}resource"))]
    if len(set(named)) != len(named) or not all(IDENTIFIER.fullmatch(str(name)) for name in named):
        yield "identifiers of the manifest are not unique names"
    for resource in manifest.iter(f"{CP}resource"):
        if resource.get("type") != "imsqti_item_xmlv2p1":
            yield f"{resource.get('identifier')} is no item"
        if [node.get("href") for node in resource.findall(f"{CP}file")] != [resource.get("href")]:
            yield f"{resource.get('identifier')} does not list its own file"
    if sorted(files) != sorted(str(node.get("href")) for node in manifest.iter(f"{CP}resource")):
        yield "files and references differ"
    items = items_of(package)
    if len({item.get("identifier") for item in items.values()}) != len(items):
        yield "two items share an identifier"
    for path, item in items.items():
        yield from (f"{path}: {fault}" for fault in item_faults(item))


def item_faults(item: Element) -> Iterator[str]:
    """What is wrong with one assessmentItem."""
    if item.tag != f"{QTI}assessmentItem":
        yield f"is a {item.tag}"
    missing = {"identifier", "title", "adaptive", "timeDependent"} - set(item.attrib)
    if missing:
        yield f"lacks {missing}"
    places = [ORDER.index(_name(child)) for child in item]
    if places != sorted(places) or not set(range(4)) <= set(places):
        yield "parts are missing or out of order"
    yield from _reference_faults(item)
    yield from _prose_faults(item)


def _reference_faults(item: Element) -> Iterator[str]:
    responses = {node.get("identifier") for node in item.iter(f"{QTI}responseDeclaration")}
    outcomes = {node.get("identifier") for node in item.iter(f"{QTI}outcomeDeclaration")}
    choices = [str(node.get("identifier")) for node in item.iter(f"{QTI}simpleChoice")]
    if len(set(choices)) != len(choices) or not all(map(IDENTIFIER.fullmatch, choices)):
        yield "choices have no unique names"
    used = {node.get("responseIdentifier") for node in item.iter() if node.get("responseIdentifier")}
    if used != responses:
        yield f"interactions use {used}, declared are {responses}"
    for node in item.iter(f"{QTI}setOutcomeValue"):
        if node.get("identifier") not in outcomes or len(node) != 1:
            yield "an outcome is set that is not declared, or to nothing"
    for node in item.findall(f"{QTI}modalFeedback"):
        if node.get("outcomeIdentifier") not in outcomes or node.get("showHide") not in ("show", "hide"):
            yield "feedback hangs on nothing"
    if choices:
        keys = {
            node.text for node in item.findall(f"{QTI}responseDeclaration/{QTI}correctResponse/{QTI}value")
        }
        mapped = {node.get("mapKey") for node in item.iter(f"{QTI}mapEntry")}
        if not keys or not keys | mapped <= set(choices):
            yield "the key names choices that are not there"


def _prose_faults(item: Element) -> Iterator[str]:
    body = item.find(f"{QTI}itemBody")
    for root in [*([] if body is None else [body]), *item.findall(f"{QTI}modalFeedback")]:
        for node in root.iter():
            wrong = {_name(child) for child in node} - PROSE.get(_name(node), set())
            if wrong:
                yield f"{_name(node)} may not hold {wrong}"


def process(item: Element, response: list[str]) -> dict[str, object]:
    """The outcomes after this response: SCORE, and which feedback is shown."""
    declared = {str(node.get("identifier")): node for node in item.iter(f"{QTI}responseDeclaration")}
    outcomes: dict[str, object] = {"SCORE": 0.0}
    for rule in item.findall(f"{QTI}responseProcessing/*"):
        if _name(rule) == "setOutcomeValue":
            _set(rule, declared, response, outcomes)
            continue
        for branch in rule:
            if _true(branch[0], declared, response):
                for setting in branch[1:]:
                    _set(setting, declared, response, outcomes)
                break
    return outcomes


def _set(
    node: Element, declared: dict[str, Element], response: list[str], outcomes: dict[str, object]
) -> None:
    value = node[0]
    match _name(value):
        case "baseValue":
            number = value.get("baseType") == "float"
            outcomes[str(node.get("identifier"))] = float(value.text or "") if number else [value.text]
        case "variable":
            outcomes[str(node.get("identifier"))] = response
        case "mapResponse":
            mapping = declared[str(value.get("identifier"))].find(f"{QTI}mapping")
            assert mapping is not None
            worth = {entry.get("mapKey"): float(str(entry.get("mappedValue"))) for entry in mapping}
            total = sum(worth.get(answer, 0.0) for answer in set(response))
            low, high = float(str(mapping.get("lowerBound"))), float(str(mapping.get("upperBound")))
            outcomes[str(node.get("identifier"))] = min(high, max(low, total))


def _true(test: Element, declared: dict[str, Element], response: list[str]) -> bool:
    declaration = declared["RESPONSE"]
    key = [node.text for node in declaration.findall(f"{QTI}correctResponse/{QTI}value")]
    if _name(test) == "match":
        ordered = declaration.get("cardinality") == "ordered"
        return response == key if ordered else sorted(response) == sorted(map(str, key))
    assert _name(test) == "equal" and test.get("toleranceMode") == "absolute"
    below, above = map(float, str(test.get("tolerance")).split())
    compared = float(str(test[1].text if _name(test[1]) == "baseValue" else key[0]))
    return compared - below <= float(response[0]) <= compared + above


def _name(node: Element) -> str:
    return node.tag.removeprefix(QTI)
