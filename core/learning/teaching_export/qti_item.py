"""One question as a QTI 2.1 assessmentItem: choice, text entry or order interaction, its key, its scoring, its feedback.

Format: IMS Question and Test Interoperability, Assessment Test, Section and Item Information Model, version 2.1 (2012).
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, fromstring

from core.learning.question import Choice, MultiQuestion, NumberQuestion, OrderQuestion, SingleQuestion
from core.learning.teaching_export.carried import Carried, digits, tolerance
from core.learning.teaching_export.markup import html, inline

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
RESPONSE, SCORE, FEEDBACK, AFTER = "RESPONSE", "SCORE", "FEEDBACK", "AFTER"
EXPLAINED = "explained"


def item_identifier(item: Carried) -> str:
    """A name that begins with a letter, as identifiers in QTI must."""
    return f"q-{item.name}"


def interaction(item: Carried) -> str:
    """The kind of interaction that asks this question."""
    kinds = {"number": "textEntryInteraction", "order": "orderInteraction"}
    return kinds.get(item.question.kind, "choiceInteraction")


def assessment_item(item: Carried) -> Element:
    """The whole item. Parts stand in the order that the schema asks for."""
    node = Element(
        "assessmentItem",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "identifier": item_identifier(item),
            "title": item.name,
            "label": f"revision {item.question.rev}",
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    _declarations(node, item)
    body = SubElement(node, "itemBody")
    body.append(_content("div", html(item.stem)))
    _interaction(body, item)
    _processing(SubElement(node, "responseProcessing"), item)
    for identifier, said in _said(item):
        _modal(node, FEEDBACK, identifier, said)
    _modal(node, AFTER, EXPLAINED, html(item.after))
    return node


def _declarations(node: Element, item: Carried) -> None:
    question = item.question
    numeric = isinstance(question, NumberQuestion)
    cardinality = {"multi": "multiple", "order": "ordered"}.get(question.kind, "single")
    kind = "float" if numeric else "identifier"
    response = SubElement(
        node, "responseDeclaration", identifier=RESPONSE, cardinality=cardinality, baseType=kind
    )
    _values(SubElement(response, "correctResponse"), _key(item))
    if isinstance(question, MultiQuestion):
        share = 1 / sum(option.correct for option in question.options)
        mapping = SubElement(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
        for option in question.options:
            worth = share if option.correct else -share
            SubElement(mapping, "mapEntry", mapKey=_answer(option.id), mappedValue=f"{worth:.6f}")
    score = SubElement(
        node,
        "outcomeDeclaration",
        identifier=SCORE,
        cardinality="single",
        baseType="float",
        normalMaximum="1",
    )
    _values(SubElement(score, "defaultValue"), ["0"])
    several = "multiple" if isinstance(question, MultiQuestion) else "single"
    for name, how_many in ((FEEDBACK, several), (AFTER, "single")):
        SubElement(node, "outcomeDeclaration", identifier=name, cardinality=how_many, baseType="identifier")


def _key(item: Carried) -> list[str]:
    match item.question:
        case NumberQuestion() as number:
            return [digits(number.key)]
        case OrderQuestion(items=entries):
            return [_answer(entry.id) for entry in entries]
        case choice:
            return [_answer(option.id) for option in choice.options if option.correct]


def _interaction(body: Element, item: Carried) -> None:
    match item.question:
        case NumberQuestion(unit=unit):
            line = SubElement(body, "p")
            entry = SubElement(line, "textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="12")
            entry.tail = f" {unit}" if unit else None
        case OrderQuestion(items=entries):
            asked = SubElement(body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="true")
            for entry_ in entries:
                asked.append(_content("simpleChoice", inline(entry_.text), identifier=_answer(entry_.id)))
        case choice:
            most = "1" if isinstance(choice, SingleQuestion) else "0"
            asked = SubElement(
                body, "choiceInteraction", responseIdentifier=RESPONSE, shuffle="true", maxChoices=most
            )
            for option in choice.options:
                asked.append(_content("simpleChoice", inline(option.text), identifier=_answer(option.id)))


def _processing(node: Element, item: Carried) -> None:
    match item.question:
        case MultiQuestion():
            mapped = SubElement(node, "setOutcomeValue", identifier=SCORE)
            SubElement(mapped, "mapResponse", identifier=RESPONSE)
        case NumberQuestion() as number:
            _numeric_processing(SubElement(node, "responseCondition"), number)
        case _:
            _right_if(SubElement(node, "responseCondition"), "match", {})
    if isinstance(item.question, Choice):
        said = SubElement(node, "setOutcomeValue", identifier=FEEDBACK)
        SubElement(said, "variable", identifier=RESPONSE)
    _set(node, AFTER, "identifier", EXPLAINED)


def _numeric_processing(condition: Element, number: NumberQuestion) -> None:
    right = _right_if(condition, "equal", _near(number, number.key))
    _set(right, FEEDBACK, "identifier", _answer("right"))
    for place, mistake in enumerate(number.feedback, 1):
        wrong = SubElement(condition, "responseElseIf")
        test = SubElement(wrong, "equal", _near(number, mistake.number))
        SubElement(test, "variable", identifier=RESPONSE)
        SubElement(test, "baseValue", baseType="float").text = digits(mistake.number)
        _set(wrong, FEEDBACK, "identifier", _answer(f"mistake-{place}"))


def _right_if(condition: Element, test: str, how: dict[str, str]) -> Element:
    right = SubElement(condition, "responseIf")
    compared = SubElement(right, test, how)
    SubElement(compared, "variable", identifier=RESPONSE)
    SubElement(compared, "correct", identifier=RESPONSE)
    _set(right, SCORE, "float", "1")
    return right


def _near(number: NumberQuestion, value: float) -> dict[str, str]:
    within = digits(tolerance(number, value))
    return {"toleranceMode": "absolute", "tolerance": f"{within} {within}"}


def _set(node: Element, outcome: str, kind: str, value: str) -> None:
    SubElement(
        SubElement(node, "setOutcomeValue", identifier=outcome), "baseValue", baseType=kind
    ).text = value


def _said(item: Carried) -> Iterable[tuple[str, str]]:
    """What is said to each answer."""
    match item.question:
        case NumberQuestion() as number:
            yield _answer("right"), html(number.quick_check)
            for place, mistake in enumerate(number.feedback, 1):
                yield _answer(f"mistake-{place}"), html(item.feedback(mistake.why, mistake.misconception))
        case OrderQuestion():
            return
        case choice:
            for option in choice.options:
                yield _answer(option.id), html(item.option_feedback(option))


def _modal(node: Element, outcome: str, identifier: str, said: str) -> None:
    facts = {"outcomeIdentifier": outcome, "identifier": identifier, "showHide": "show"}
    node.append(_content("modalFeedback", said, **facts))


def _content(name: str, xhtml: str, **facts: str) -> Element:
    node = fromstring(f"<{name}>{xhtml}</{name}>")
    for fact, value in facts.items():
        node.set(fact, value)
    return node


def _values(node: Element, values: Iterable[str]) -> None:
    for value in values:
        SubElement(node, "value").text = value


def _answer(option_id: str) -> str:
    return f"a-{option_id}"
