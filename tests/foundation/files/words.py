"""Word documents for tests, made on the spot, and changed part by part as no office program would."""

import zipfile
from io import BytesIO

from docx import Document

RELATIONS = "word/_rels/document.xml.rels"
_RELATION = (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="%s"%s/></Relationships>'
)


def docx(*lines: str) -> bytes:
    """A document with these paragraphs."""
    document, made = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def changed(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """The document with some bytes of one part replaced."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == name:
                assert before in body
                body = body.replace(before, after, 1)
            new.writestr(part.filename, body)
    return made.getvalue()


def with_part(content: bytes, name: str, body: bytes) -> bytes:
    """The document with one part more."""
    made = BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, body)
    return made.getvalue()


def with_relation(content: bytes, kind: bytes, target: bytes, *, external: bool = True) -> bytes:
    """The document with one relation more."""
    mode = b' TargetMode="External"' if external else b""
    return changed(content, RELATIONS, b"</Relationships>", _RELATION % (kind, target, mode))


def with_field(content: bytes, *instruction: str) -> bytes:
    """The document with a field, its instruction cut into runs."""
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instruction)
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return changed(content, "word/document.xml", b"<w:sectPr", field.encode() + b"<w:sectPr")
