"""A PDF as Chromium writes it: its pages, and how many words each of them shows."""

from __future__ import annotations

import re
import zlib

PX = 96 / 2.54  # pixels of CSS in a centimetre


def words_on_pages(pdf: bytes) -> list[int]:
    """How many runs of text each page of a PDF draws, in the order of the pages' objects.

    Chromium writes each page as an object of its own, with one stream of drawing, deflated.
    """
    objects = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)endobj", pdf, re.DOTALL)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b(?!s)", body)]
    return [len(re.findall(rb"\bT[jJ]\b", _drawing(objects, page))) for page in pages]


def _drawing(objects: dict[int, bytes], page: bytes) -> bytes:
    (number,) = re.findall(rb"/Contents\s+(\d+) 0 R", page)
    body = objects[int(number)]
    stream = body.partition(b"stream")[2].lstrip(b"\r\n").rpartition(b"endstream")[0]
    return zlib.decompressobj().decompress(stream) if b"/FlateDecode" in body else stream
