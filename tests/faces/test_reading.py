"""Looking costs few queries and changes nothing; pages are light and ask no other host."""

import gzip
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.exchange.toolkit.keys import fingerprint, load_key, make_key, public_part
from tests.faces import town

WEB = Path(__file__).parents[2] / "congvu" / "web"
STATIC = WEB / "static" / "congvu"
IDENTITY = ("accounts_session", "accounts_user", '"org_grant"', '"org_person"."user_id" =')
WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE")
M = town.MONTH
PAGES = [
    ("an", f"/thang/{M}/", 5),
    ("binh", f"/phong/{M}/", 7),
    ("binh", f"/nguoi/an/{M}/", 5),
    ("bi.thu", f"/tinh/{M}/", 5),
    ("an", "/quy-dinh/", 3),
]
_SCRIPT = re.compile(r"congvu/([a-z]+\.js)")


def asked(client, path: str) -> list[str]:
    """The statements that a page sends, transactions aside."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return [q["sql"] for q in found if not re.match(r"(RELEASE )?SAVEPOINT|ROLLBACK|SET", q["sql"])]


@pytest.mark.parametrize(("user", "path", "most"), PAGES)
def test_a_page_takes_few_queries_beyond_who_is_asking(signed_in, user, path, most):
    statements = asked(signed_in(user), path)
    own = [sql for sql in statements if not any(word in sql for word in IDENTITY)]
    assert len(own) <= most, own


@pytest.mark.parametrize(("user", "path", "most"), [*PAGES, ("van.hanh", "/suc-khoe/", 0)])
def test_looking_writes_nothing(signed_in, user, path, most):
    assert [sql for sql in asked(signed_in(user), path) if sql.lstrip().startswith(WRITES)] == []


def test_the_style_sheets_and_what_scripts_a_page_loads_stay_small():
    sheets = b"".join(path.read_bytes() for path in STATIC.glob("*.css"))
    assert len(gzip.compress(sheets)) <= 15_000
    always = set(_SCRIPT.findall((WEB / "shared" / "base.html").read_text(encoding="utf-8")))
    for template in WEB.rglob("*.html"):
        named = always | set(_SCRIPT.findall(template.read_text(encoding="utf-8")))
        scripts = b"".join((STATIC / name).read_bytes() for name in sorted(named))
        assert len(gzip.compress(scripts)) <= 10_000, template


def test_every_block_of_the_style_sheet_is_closed():
    """A merge that swallows one brace puts half of the sheet on phones only."""
    for path in STATIC.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert text.count("{") == text.count("}"), path


def test_no_template_carries_inline_script_or_style_or_another_host():
    for template in WEB.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?![^>]*\ssrc=)", text), template
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text), template
        assert "|safe" not in text, template


def test_no_template_carries_a_number_of_the_law():
    for template in WEB.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        words = re.sub(r"<svg.*?</svg>|<[^>]+>|{[%{].*?[%}]}", " ", text, flags=re.DOTALL)
        assert not re.findall(r"\b(?:30|50|70|90|100)\b", words), template


def test_the_operator_sees_the_signing_key_and_the_font_of_papers(signed_in, settings, tmp_path):
    def looked() -> str:
        return signed_in("van.hanh").get("/suc-khoe/").content.decode()

    settings.TOOLKIT_KEY = None
    assert "chưa công bố được" in looked()
    settings.TOOLKIT_KEY = tmp_path / "khoa.pem"
    assert "cần xem" in looked()
    make_key(settings.TOOLKIT_KEY)
    page = looked()
    assert f"dấu {fingerprint(public_part(load_key(settings.TOOLKIT_KEY)))}" in page
    assert "Phông chữ trên giấy" in page
