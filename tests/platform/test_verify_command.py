"""`congvu verify`: a file or a typed code, told in one line each, with an exit code for scripts."""

import pytest
from typer.testing import CliRunner

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.models import Scorecard
from congvu.cli.verify import app
from congvu.exchange.forms.month_card import month_card
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.words import MONTH_CARD, words_of
from congvu.exchange.papers.codes import Kind, code_of
from tests.apps import world
from tests.exchange.forms.evaluation_samples import FOOT, card

pytestmark = pytest.mark.django_db
FITS, REFUSED, UNFIT = 0, 2, 4


@pytest.fixture
def stored() -> Scorecard:
    evaluation.close_month(world.reviewed_month(), by=None, at=world.AT)
    return Scorecard.objects.get(person__code="an")


def run(*words: str):
    return CliRunner().invoke(app, list(words))


def test_a_file_fits_and_a_forged_seal_does_not(stored, tmp_path):
    path = tmp_path / "phieu.pdf"
    for seal, code, word in ((stored.inputs_hash, FITS, "Khớp"), ("0" * 64, UNFIT, "Không khớp")):
        paper = month_card(card(footer=FOOT(Kind.CARD, stored.pk, seal)), words_of(MONTH_CARD))
        path.write_bytes(pdf_of(paper))
        done = run(str(path))
        assert (done.exit_code, word in done.output) == (code, True)
        assert "Nguyễn Văn An" not in done.output


def test_a_code_is_typed_with_its_seal_in_one_word_or_two(stored):
    code, seal = code_of(Kind.CARD, stored.pk), stored.inputs_hash[:12]
    assert run(code, seal).exit_code == FITS
    assert run(f"{code}.{seal}").exit_code == FITS
    assert run(code).exit_code == UNFIT


def test_what_names_nothing_is_refused(stored, tmp_path):
    (tmp_path / "a.txt").write_text("xin chào")
    assert run("xin chào").exit_code == REFUSED
    assert run(str(tmp_path / "a.txt")).exit_code == REFUSED
