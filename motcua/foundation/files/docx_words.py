"""The words of a Word document (.docx): as its readers see them, and all that it holds."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from motcua.foundation.files.docx import WORDS, Element, is_xml, parsed

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_STORIES = ("hdr", "document", "ftr", "footnotes", "endnotes", "comments")
_STRUCK = frozenset({f"{WORDS}del", f"{WORDS}moveFrom"})
_BREAKS = frozenset({f"{WORDS}tab", f"{WORDS}br", f"{WORDS}cr"})


def paragraphs(content: bytes) -> tuple[str, ...]:
    """
    Return the words of a .docx, a paragraph each, empty ones left out: headers, text, footers, notes, comments.

    What somebody has struck out in tracked changes is not in it, what they have put in is.
    """
    found: dict[str, list[str]] = {story: [] for story in _STORIES}
    for _, root in _parts(content):
        story = str(root.tag).removeprefix(WORDS)
        if story in found:
            shown = (each for each in root.iter(f"{WORDS}p") if not _is_fallback(each))
            found[story] += filter(None, (" ".join("".join(_words(each)).split()) for each in shown))
    return tuple(line for story in _STORIES for line in found[story])


def everything(content: bytes) -> tuple[str, str]:
    """
    Return each line that a .docx holds, and what is said of the file.

    Also what is struck out, drawn as a shape or a watermark, or kept for older programs.
    """
    lines, details = [], []
    for name, root in _parts(content):
        if name.startswith("docProps/"):
            details += [text.strip() for text in root.itertext() if text.strip()]
        else:
            lines += ["".join(_words(each, also_struck=True)) for each in root.iter(f"{WORDS}p")]
            lines += ["".join(each.itertext(f"{_DRAWN}t")) for each in root.iter(f"{_DRAWN}p")]
            lines += [str(each.get("string", "")) for each in root.iter(_WATERMARK)]
    return "\n".join(lines), "\n".join(details)


def _parts(content: bytes) -> Iterator[tuple[str, Element]]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            part = package.read(name)
            if is_xml(part):
                yield name, parsed(part)


def _words(element: Element, *, also_struck: bool = False) -> Iterator[str]:
    """Return the words of one paragraph, without those of a text box inside it, which has paragraphs of its own."""
    for each in element:
        if each.tag in {f"{WORDS}t", f"{WORDS}delText"}:
            yield each.text or ""
        elif each.tag in _BREAKS:
            yield "\n"
        elif each.tag == f"{WORDS}noBreakHyphen":
            yield "-"
        elif each.tag in _STRUCK:
            if also_struck:
                yield from ("\n", *_words(each, also_struck=True), "\n")
        elif each.tag not in {f"{WORDS}p", f"{WORDS}pPr"}:
            yield from _words(each, also_struck=also_struck)


def _is_fallback(element: Element) -> bool:
    """Say whether it is the second writing of something, for older programs."""
    return any(above.tag == _FALLBACK for above in element.iterancestors())
