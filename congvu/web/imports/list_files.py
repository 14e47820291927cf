"""An edition of a catalogue as a file: the office's workbook, or the form of Annex III."""

import tempfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.catalogue import queries as catalogue
from congvu.apps.catalogue.queries import UnknownVersion, VersionRow
from congvu.apps.toolkit.queries import form_texts
from congvu.engine.lists.document import Document, written
from congvu.engine.lists.sheets import CRITERIA, Row
from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.paper import Paper
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.product_catalogue import (
    CatalogueForm,
    CatalogueRow,
    CatalogueSection,
    product_catalogue,
)
from congvu.exchange.forms.words import PRODUCT_CATALOGUE, words_of
from congvu.exchange.lists.writing import write_lists

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_PAPERS: dict[str, Callable[[Paper], bytes]] = {"docx": docx_of, "pdf": pdf_of}


@require_safe
def catalogue_file(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """Give an edition (by code) as xlsx, docx or pdf; what is unknown answers 404."""
    if fmt not in TYPES:
        raise Http404
    try:
        edition, document = catalogue.version(code), catalogue.document_of(code)
    except UnknownVersion as unknown:
        raise Http404 from unknown
    content = _workbook(document) if fmt == "xlsx" else _PAPERS[fmt](_paper(edition, document))
    answer = HttpResponse(content, content_type=TYPES[fmt])
    answer["Content-Disposition"] = f'attachment; filename="{_plain_name(code)}.{fmt}"'
    return answer


def _workbook(document: Document) -> bytes:
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / "danh-muc.xlsx"
        write_lists(document, path)
        return path.read_bytes()


def _paper(edition: VersionRow, document: Document) -> Paper:
    chosen = form_texts(on=clock.today()).items()
    rows = [{"form": form, "field": field, "text": text} for (form, field), text in chosen]
    highest = {group: written(band[1], 1) for group, band in edition.bands.items()}
    products = document.rows("products")
    sections = tuple(
        CatalogueSection(section or edition.name, tuple(_row(one, highest) for one in listed))
        for section, listed in groupby(products, key=lambda one: one.get("section", ""))
    )
    standard = f"{document.settings.get('standard_points', '')} điểm, hệ số 1"
    form = CatalogueForm(edition.name, standard, sections)
    return product_catalogue(form, words_of(PRODUCT_CATALOGUE, rows), day=edition.decided_on)


def _row(one: Row, highest: dict[str, str]) -> CatalogueRow:
    criteria = tuple(one.get(name, "") for name in CRITERIA)
    return CatalogueRow(
        code=one["code"],
        name=one["name"],
        output=one.get("output", ""),
        complexity=one.get("complexity", ""),
        points=one.get("points", ""),
        coefficient=one.get("coefficient", ""),
        detail=one.get("detail", ""),
        highest=highest.get(one.get("complexity", ""), ""),
        criteria=criteria if any(criteria) else None,  # type: ignore[arg-type]
        note=one.get("note", ""),
    )


def _plain_name(code: str) -> str:
    """The code as a file's name: letters, digits and dashes of ASCII."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-"
                   for sign in code)  # fmt: skip
