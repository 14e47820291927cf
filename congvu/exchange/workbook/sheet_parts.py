"""Which member of the zip holds which sheet, and which fonts the workbook uses."""

import posixpath
import re
import zipfile
from html import unescape
from pathlib import Path

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]{0,2000}>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]{0,2000}>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FONT = re.compile(r"<(?:\w+:)?name\b[^>]{0,200}>")
_LARGEST = 1 << 20


def sheet_parts(path: Path) -> dict[str, str]:
    """Return sheet name → member ("xl/worksheets/sheet1.xml"); empty where it cannot be told."""
    with zipfile.ZipFile(path) as archive:
        book = _text(archive, "xl/workbook.xml")
        relations = _text(archive, "xl/_rels/workbook.xml.rels")
    targets = {
        found.get("Id", ""): posixpath.normpath(posixpath.join("/xl", found.get("Target", "")))[1:]
        for found in map(_attributes, _RELATION.findall(relations))
    }
    return {
        unescape(found.get("name", "")): targets.get(found.get("r:id", ""), "")
        for found in map(_attributes, _SHEET.findall(book))
    }


def fonts_of(path: Path) -> list[str]:
    """Return the names of the fonts in xl/styles.xml, each once, in order."""
    with zipfile.ZipFile(path) as archive:
        styles = _text(archive, "xl/styles.xml").partition("</fonts>")[0]
    names = (unescape(_attributes(tag).get("val", "")) for tag in _FONT.findall(styles))
    return list(dict.fromkeys(name for name in names if name))


def _text(archive: zipfile.ZipFile, name: str) -> str:
    try:
        with archive.open(name) as stream:
            return stream.read(_LARGEST).decode("utf-8", "replace")
    except KeyError:
        return ""


def _attributes(tag: str) -> dict[str, str]:
    return {name: first or second for name, first, second in _ATTRIBUTE.findall(tag)}
