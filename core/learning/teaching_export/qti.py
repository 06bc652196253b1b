"""QTI 2.1: a content package (zip) with one assessmentItem a question and the manifest that lists them.

Format: IMS Content Packaging 1.1 and QTI 2.1, Integration Guide. The same questions always give the same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from core.learning.question import NumberQuestion, OrderQuestion
from core.learning.teaching_export.carried import Carried
from core.learning.teaching_export.losses import LossBook
from core.learning.teaching_export.markup import xml_file
from core.learning.teaching_export.qti_item import (
    INSTANCE,
    NAMESPACE,
    SCHEMA,
    assessment_item,
    interaction,
    item_identifier,
)

PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
PACKAGING_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
LOM = "http://ltsc.ieee.org/xsd/LOM"
METADATA = "http://www.imsglobal.org/xsd/imsqti_metadata_v2p1"
THE_EARLIEST = (1980, 1, 1, 0, 0, 0)
# Words stand in these with their mark-up between them: a line break added there would be a space on the screen.
_PROSE = {"div", "p", "simpleChoice", "modalFeedback"}


def write(items: Sequence[Carried], book: LossBook) -> bytes:
    """The package as a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, "imsmanifest.xml", _manifest(items))
        for item in items:
            _put(package, _path(item), assessment_item(item))
            _note(item, book)
    return packed.getvalue()


def _note(item: Carried, book: LossBook) -> None:
    question = item.question
    book.add("The hints", item.name, when=question.hints)
    in_order = isinstance(question, OrderQuestion)
    book.add("Points for a partly right order", item.name, when=in_order)
    relative = isinstance(question, NumberQuestion) and question.rel_tol is not None
    book.add("A tolerance in per cent, written as a fixed distance", item.name, when=relative)


def _path(item: Carried) -> str:
    return f"items/{item.name}.xml"


def _manifest(items: Sequence[Carried]) -> Element:
    node = Element(
        "manifest",
        {
            "xmlns": PACKAGING,
            "xmlns:imsmd": LOM,
            "xmlns:imsqti": METADATA,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{PACKAGING} {PACKAGING_SCHEMA} {NAMESPACE} {SCHEMA}",
            "identifier": "batchwise-questions",
        },
    )
    about = SubElement(node, "metadata")
    SubElement(about, "schema").text = "QTIv2.1 Package"
    SubElement(about, "schemaversion").text = "1.0.0"
    SubElement(node, "organizations")
    resources = SubElement(node, "resources")
    for item in items:
        facts = {
            "identifier": f"r-{item_identifier(item)}",
            "type": "imsqti_item_xmlv2p1",
            "href": _path(item),
        }
        resource = SubElement(resources, "resource", facts)
        _metadata(SubElement(resource, "metadata"), item)
        SubElement(resource, "file", href=_path(item))
    return node


def _metadata(node: Element, item: Carried) -> None:
    general = SubElement(SubElement(node, "imsmd:lom"), "imsmd:general")
    for tag in item.tags:
        keyword = SubElement(general, "imsmd:keyword")
        SubElement(keyword, "imsmd:string", language="en").text = tag
    about = SubElement(node, "imsqti:qtiMetadata")
    SubElement(about, "imsqti:timeDependent").text = "false"
    SubElement(about, "imsqti:interactionType").text = interaction(item)
    SubElement(about, "imsqti:feedbackType").text = "nonadaptive"
    SubElement(about, "imsqti:solutionAvailable").text = "true"


def _put(package: zipfile.ZipFile, name: str, node: Element) -> None:
    _lines(node, 0)
    facts = zipfile.ZipInfo(name, date_time=THE_EARLIEST)
    facts.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(facts, xml_file(node))


def _lines(node: Element, depth: int) -> None:
    """One element a line, but for prose."""
    if node.tag in _PROSE or not len(node):
        return
    node.text = "\n" + "  " * (depth + 1)
    for child in node:
        _lines(child, depth + 1)
        child.tail = node.text
    node[-1].tail = "\n" + "  " * depth
