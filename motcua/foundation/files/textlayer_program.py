"""
Reads the text of one PDF, as a program of its own: content on standard input, text on standard output.

It is run by `textlayer` and knows nothing of the house, of its database or its keys. What a hostile file can spend is
bounded here by the system: time, memory, no file written, no further process. The last line says that the end was
reached; without it, the text is what was read before a limit.
"""

import io
import logging
import resource
import sys
from collections.abc import Iterator

from pypdf import PageObject, PdfReader

CPU_SECONDS = 6
MEMORY_BYTES = 768 * 1024 * 1024
MOST_PAGES = 100
MOST_SIGNS = 2_000_000
DETAILS, END = "\x02", "\x03"


def confine() -> None:
    """Bound what this process may use."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))


def lines(content: bytes) -> Iterator[str]:
    """Yield the text of each page, then what the file says beside its pages, then the end."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    read = 0
    pages = reader.pages
    for page in pages[:MOST_PAGES]:
        text = page.extract_text()
        read += len(text)
        yield text
        yield from _remarks(page)
        if read > MOST_SIGNS:
            return
    yield DETAILS
    yield from (str(value) for value in (reader.metadata or {}).values())
    yield from (str(entry.title) for entry in reader.outline if not isinstance(entry, list))
    yield from (str(value) for value in (reader.get_form_text_fields() or {}).values() if value)
    if len(pages) <= MOST_PAGES:
        yield END


def _remarks(page: PageObject) -> Iterator[str]:
    """Yield what stamps and notes laid over the page say."""
    for each in page.annotations or ():
        said = each.get_object().get("/Contents")
        if said:
            yield str(said)


def main() -> None:
    """Read, write, end."""
    confine()
    logging.disable()
    try:
        for line in lines(sys.stdin.buffer.read()):
            sys.stdout.write(line.encode("utf-8", "replace").decode() + "\n")
            sys.stdout.flush()
    except BaseException:  # noqa: BLE001 -- whatever a broken file does to the reader, what was read before counts
        sys.exit(1)


if __name__ == "__main__":
    main()
