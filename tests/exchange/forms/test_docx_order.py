"""A word processor refuses a file whose parts stand in another order than the standard's.

ISO/IEC 29500-1, the parts of it that the writer uses: what may stand in an element, in order.
"""

from itertools import pairwise

import pytest
from docx.oxml.ns import qn

from congvu.exchange.forms.competency_profile import competency_profile
from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.job_description import job_descriptions
from congvu.exchange.forms.position_list import position_list
from congvu.exchange.forms.product_catalogue import product_catalogue
from congvu.exchange.forms.words import (
    COMPETENCY_PROFILE,
    JOB_DESCRIPTION,
    POSITION_LIST,
    PRODUCT_CATALOGUE,
)
from tests.exchange.forms import docx_reader
from tests.exchange.forms.evaluation_samples import PAPERS as EVALUATION
from tests.exchange.forms.samples import catalogue, description, our_words, positions, profile

ORDER = {
    "pPr": "keepNext pageBreakBefore pBdr spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b i color sz szCs",
    "tblPr": "tblW jc tblBorders tblLayout tblCellMar",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}
PAPERS = {
    "descriptions": lambda: job_descriptions([description()] * 2, our_words(JOB_DESCRIPTION)),
    "positions": lambda: position_list(positions(), our_words(POSITION_LIST)),
    "catalogue": lambda: product_catalogue(catalogue(), our_words(PRODUCT_CATALOGUE)),
    "profile": lambda: competency_profile(profile(), our_words(COMPETENCY_PROFILE)),
    **EVALUATION,
}


@pytest.fixture(params=PAPERS, ids=str)
def body(request):
    return docx_reader.opened(docx_of(PAPERS[request.param]())).element.body


@pytest.mark.parametrize("parent", ORDER)
def test_the_parts_of_an_element_stand_in_the_standards_order(body, parent):
    allowed = [qn(f"w:{name}") for name in ORDER[parent].split()]
    for element in body.iter(qn(f"w:{parent}")):
        places = [allowed.index(part.tag) for part in element]
        assert places == sorted(places)
        once = [part.tag for part in element if not part.tag.endswith("Reference")]
        assert len(set(once)) == len(once)


def test_a_paragraph_stands_between_two_tables_and_at_the_end_of_each_cell(body):
    tags = [element.tag for element in body]
    assert (qn("w:tbl"), qn("w:tbl")) not in set(pairwise(tags))
    assert tags[-2:] == [qn("w:p"), qn("w:sectPr")]
    assert {cell[-1].tag for cell in body.iter(qn("w:tc"))} == {qn("w:p")}


def test_every_row_is_as_wide_as_its_table(body):
    for table in body.iter(qn("w:tbl")):
        columns = len(table.tblGrid.gridCol_lst)
        for row in table.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == columns
