"""A Word document (.docx, ISO/IEC 29500) as one that is taken: opened part by part, and nothing in it acts or calls."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from motcua.foundation.files.types import Facts, MediaType
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.text import gettext_noop

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# What a document may unfold to: a draft of a decision has some hundred kilobytes of text and its stamps as pictures.
MOST_PARTS, MOST_UNFOLDED = 500, 60 * 1024 * 1024
# A link that is followed by a press only, and to a page or a mailbox, is the one thing outside that may be named.
_LINK = "/hyperlink"
_FOLLOWED = frozenset({"http", "https", "mailto"})
_EMBEDDED = ("/oleobject", "/package", "/control", "/activexcontrolbinary", "/afchunk", "/subdocument", "/frame")
_EMBEDDED_FOLDERS = re.compile(r"(^|/)(embeddings|activex)/", re.IGNORECASE)
_PROGRAM = re.compile(r"macroenabled|vbaproject|ms-office\.vba|intelliclick", re.IGNORECASE)
# Fields that fetch or start something when they are brought up to date.
_FETCHING = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|LINK|DATABASE|RD)\b", re.IGNORECASE)
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What opening a package and unfolding its parts raises when it is not whole.
_DAMAGE = (KeyError, OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
# The elements of lxml, which tells no types.
Element = Any
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_docx(content: bytes) -> bool:
    """Say whether the content is a package whose main part is a Word document, with a program in it or not."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if package.getinfo(CONTENT_TYPES).file_size > MOST_UNFOLDED:
                return False
            types = package.read(CONTENT_TYPES)
    except (*_DAMAGE, ValueError):
        return False
    return b"wordprocessingml" in types or b"ms-word.document.macroEnabled" in types


def is_old_or_locked(content: bytes) -> bool:
    """Say whether it is a file of older Word, or a newer one under a password: both lie in the old container."""
    return content.startswith(_OLE)


def read_docx(name: str, content: bytes) -> Facts:
    """
    Return what a Word document is, after looking into each part of it.

    Refuses `docx-with-program`, `docx-calls-outside`, `docx-with-objects`, `docx-too-large` and `docx-broken`.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_size(name, package.infolist())
            _check_parts(name, package)
    except (*_DAMAGE, etree.XMLSyntaxError) as damage:
        raise broken(name) from damage
    return Facts(media_type=MediaType.DOCX)


def parsed(part: bytes) -> Element:
    """Return a part's XML; nothing outside it is read, and a part that declares entities is no part of a document."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.getroottree().docinfo.doctype:
        raise zipfile.BadZipFile("no part of a Word document declares a type of its own")
    return root


def broken(name: str) -> Refused:
    """Return the refusal of a document that does not open."""
    return refuse(
        "docx-broken",
        gettext_noop("%(name)s cannot be opened as a Word document. Open it in Word or LibreOffice, save it as .docx."),
        name=name,
    )


def _check_size(name: str, parts: list[zipfile.ZipInfo]) -> None:
    # The sizes are what reading stops at, so that none unfolds to more than it says.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNFOLDED:
        raise refuse(
            "docx-too-large",
            gettext_noop("%(name)s is too large when it is opened. Take large pictures out of it and send it again."),
            name=name,
        )


def _check_parts(name: str, package: zipfile.ZipFile) -> None:
    names = package.namelist()
    types = package.read(CONTENT_TYPES).decode("utf-8", "replace")
    if _PROGRAM.search(types) or any(_PROGRAM.search(each) for each in names):
        raise refuse(
            "docx-with-program",
            gettext_noop("%(name)s carries a program (macro). Save it as .docx without macros and send it again."),
            name=name,
        )
    if MAIN not in types:
        raise broken(name)
    if any(_EMBEDDED_FOLDERS.search(each) for each in names):
        raise _with_objects(name)
    for each in names:
        part = package.read(each)
        if each.lower().endswith(".rels"):
            _check_relations(name, parsed(part))
        elif is_xml(part):
            _check_fields(name, parsed(part))


def is_xml(part: bytes) -> bool:
    """Judge by the content: a part may be called anything."""
    return part[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def _check_relations(name: str, relations: Element) -> None:
    for relation in relations:
        kind = str(relation.get("Type", "")).lower()
        if kind.endswith(_EMBEDDED):
            raise _with_objects(name)
        if str(relation.get("TargetMode", "")).lower() != "external":
            continue
        if not (kind.endswith(_LINK) and urlsplit(str(relation.get("Target", ""))).scheme.lower() in _FOLLOWED):
            raise _calls_outside(name)


def _check_fields(name: str, part: Element) -> None:
    if part.find(f".//{WORDS}altChunk") is not None or part.find(f".//{WORDS}object") is not None:
        raise _with_objects(name)
    # Word cuts an instruction into runs as it likes, so each field is put together again.
    if any(_FETCHING.match(instruction) for instruction in _instructions(part.iter())):
        raise _calls_outside(name)


def _instructions(elements: Iterable[Element]) -> Iterator[str]:
    running = ""
    for element in elements:
        if element.tag == f"{WORDS}fldSimple":
            yield str(element.get(f"{WORDS}instr", ""))
        elif element.tag == f"{WORDS}instrText":
            running += element.text or ""
        elif element.tag == f"{WORDS}fldChar":
            yield running
            running = ""
    yield running


def _with_objects(name: str) -> Refused:
    return refuse(
        "docx-with-objects",
        gettext_noop(
            "%(name)s has another file or object inside (a table of Excel, a package, a form control)."
            " Put it in as plain text, table or picture and send it again."
        ),
        name=name,
    )


def _calls_outside(name: str) -> Refused:
    return refuse(
        "docx-calls-outside",
        gettext_noop(
            "%(name)s fetches something from outside when it is opened (a linked picture, template or field)."
            " Put it into the document itself and send it again."
        ),
        name=name,
    )
