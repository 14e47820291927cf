"""The cards of a whole unit: asked for on a page, made beside it, fetched by whoever asked."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from typer.testing import CliRunner

from config import clock
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.models import PaperRun
from congvu.apps.evaluation.queries import paper_run, unfinished_paper_runs
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import period
from congvu.cli import tidy
from congvu.exchange.forms.words import MONTH_CARD, words_of
from congvu.exchange.papers import running
from congvu.exchange.papers.footers import footing
from congvu.exchange.papers.reading import told_by
from congvu.exchange.papers.running import Workshop, file_of, make_papers, sweep
from congvu.web.papers import starting
from tests.apps import world
from tests.exchange.forms import pdf_reader

OK, SEE, WRONG, HIDDEN = 200, 302, 422, 404
ASK = {"don-vi": "P", "ky": "2026-11"}
EVERYBODY = 6
"""An, Bình, Alice, Phong, Chi and Dung work in the ward."""


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path, monkeypatch):
    settings.PAPERS = tmp_path / "papers"
    monkeypatch.setattr(running, "ALONE", 2)
    monkeypatch.setattr(running, "JOINED", 4)


def shop() -> Workshop:
    foot = footing("https://congvu.tinh.vn/kiem-tra/")
    return Workshop(django_settings.PAPERS, words_of(MONTH_CARD), foot, clock.instant)


def asked(client, **more: str) -> int:
    answer = client.post("/in-phieu/", ASK | more)
    assert answer.status_code == SEE, answer.content.decode()
    return int(answer.url.rstrip("/").rpartition("/")[2])


def packed_in(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def fetched(client, run_id: int) -> dict[str, bytes]:
    return packed_in(b"".join(client.get(f"/in-phieu/{run_id}/tep/").streaming_content))


def test_every_card_of_the_unit_comes_alone_and_joined_for_the_printer(signed_in):
    client = signed_in("alice")
    run_id = asked(client)
    make_papers(run_id, shop())
    files = fetched(client, run_id)
    alone = [name for name in files if not name.startswith("gop-")]
    assert len(alone) == EVERYBODY
    assert [name[:5] for name in alone] == [f"{n:04d}-" for n in range(1, EVERYBODY + 1)]
    joined = [name for name in files if name.startswith("gop-")]
    assert joined == ["gop-2026-11-tap-01.pdf", "gop-2026-11-tap-02.pdf"]
    codes = {told for name in alone for told in told_by(files[name])}
    assert len(codes) == EVERYBODY
    assert {told for name in joined for told in told_by(files[name])} == codes
    (an,) = [name for name in alone if "nguyen-van-an" in name]
    assert "76,70" in pdf_reader.text_of(files[an])


def test_the_forms_of_a_year_come_for_a_whole_unit_as_drafts_until_decided(signed_in):
    client = signed_in("alice")
    evaluation.begin_year(2026, by=None, at=world.AT)
    run_id = asked(client, ky="2026")
    make_papers(run_id, shop())
    assert "Phiếu xếp loại năm 2026" in client.get(f"/in-phieu/{run_id}/").content.decode()
    files = fetched(client, run_id)
    assert len(files) == EVERYBODY + 2
    (an,) = [content for name, content in files.items() if "nguyen-van-an" in name]
    assert "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC" in pdf_reader.text_of(an)
    assert told_by(an) == []


def test_the_page_tells_how_far_it_is_and_where_the_file_lies(signed_in):
    client = signed_in("alice")
    run_id = asked(client)
    waiting = client.get(f"/in-phieu/{run_id}/").content.decode()
    assert "Đang chờ" in waiting
    assert "0/6 phiếu từng người" in waiting
    assert client.get(f"/in-phieu/{run_id}/tep/").status_code == HIDDEN
    evaluation.count_papers(run_id, 3, at=clock.instant())
    assert 'value="25"' in client.get(f"/in-phieu/{run_id}/").content.decode()
    make_papers(run_id, shop())
    done = client.get(f"/in-phieu/{run_id}/").content.decode()
    assert "Đã xong" in done
    assert f"/in-phieu/{run_id}/tep/" in done
    assert f"/in-phieu/{run_id}/tep/" in client.get("/in-phieu/").content.decode()


def test_a_run_that_was_cut_off_goes_on_and_gives_the_very_same_file(signed_in, monkeypatch):
    client = signed_in("alice")
    whole, cut = asked(client), asked(client)
    make_papers(whole, shop())
    real, made = running.pdf_of, []

    def failing(paper):
        if len(made) == 5:
            raise OSError(28, "No space left on device")
        made.append(paper)
        return real(paper)

    monkeypatch.setattr(running, "pdf_of", failing)
    with pytest.raises(OSError, match="No space"):
        make_papers(cut, shop())
    row = paper_run(cut)
    assert (row.state, row.made) == ("failed", 4)
    page = client.get(f"/in-phieu/{cut}/").content.decode()
    assert "No space left on device" in page
    assert "Làm tiếp" in page
    monkeypatch.setattr(running, "pdf_of", lambda paper: made.append(paper) or real(paper))
    assert client.post(f"/in-phieu/{cut}/").status_code == SEE
    make_papers(cut, shop())
    assert len(made) == 5 + (EVERYBODY - 4) + 2
    folder = django_settings.PAPERS
    assert file_of(folder, cut).read_bytes() == file_of(folder, whole).read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == [f"{whole}.zip", f"{cut}.zip"]


def test_a_finished_run_is_not_made_again_nor_taken_up(signed_in, monkeypatch):
    client = signed_in("alice")
    run_id = asked(client)
    make_papers(run_id, shop())
    monkeypatch.setattr(running, "pdf_of", None)
    make_papers(run_id, shop())
    answer = client.post(f"/in-phieu/{run_id}/", follow=True)
    assert "Lần in này đã xong." in answer.content.decode()


def test_what_was_queued_at_the_publication_is_there_for_who_reads_the_unit(signed_in):
    november = period("2026-11")
    with pytest.raises(Refused, match="chưa công bố"):
        evaluation.queue_papers(november, at=clock.instant())
    evaluation.close_month(november, by=None, at=world.AT)
    assert evaluation.queue_papers(period("2026-11"), at=clock.instant()) == 2
    assert evaluation.queue_papers(period("2026-11"), at=clock.instant()) == 0
    event = Event.objects.get(verb="evaluation.papers_queued")
    assert event.payload == {"runs": 2, "people": 7}
    ward = PaperRun.objects.get(by=None, unit__code="P")
    wanted = asked(signed_in("alice"))
    assert unfinished_paper_runs()[0] == wanted, "who asks comes before what was queued"
    make_papers(ward.pk, shop())
    page = signed_in("alice").get("/in-phieu/?don-vi=P&ky=2026-11").content.decode()
    assert page.index("Làm sẵn khi công bố") < page.index(f"/in-phieu/{ward.pk}/tep/")
    assert len(fetched(signed_in("noi.vu"), ward.pk)) == EVERYBODY + 2
    assert signed_in("thanh.tra").get(f"/in-phieu/{ward.pk}/").status_code == OK
    assert signed_in("chi").get(f"/in-phieu/{ward.pk}/").status_code == HIDDEN


def test_no_card_is_printed_of_a_month_whose_text_has_no_form(signed_in):
    rulebook.adopt_rule(
        rule="bon_tieu_chi_2025", decision="QĐ 9", valid_from=world.START, by=None, at=world.AT
    )
    client = signed_in("alice")
    assert "In phiếu cả đơn vị" not in client.get("/phong/2026-11/").content.decode()
    answer = client.post("/in-phieu/", {"don-vi": "P", "ky": "2026-11"})
    assert answer.status_code == WRONG
    told = answer.content.decode()
    assert "Quy định áp dụng cho tháng 11/2026 không có mẫu phiếu." in told
    assert '<option value="2026-11"' not in told
    evaluation.close_month(period("2026-11"), by=None, at=world.AT)
    with pytest.raises(Refused, match="không có mẫu phiếu"):
        evaluation.queue_papers(period("2026-11"), at=clock.instant())
    assert not PaperRun.objects.exists()


def test_a_run_whose_maker_is_gone_is_told_and_can_be_taken_up(signed_in):
    client = signed_in("alice")
    run_id = asked(client)
    old = clock.instant() - timedelta(minutes=5)
    PaperRun.objects.filter(pk=run_id).update(state="running", made=2, beat_at=old, asked_at=old)
    page = client.get(f"/in-phieu/{run_id}/").content.decode()
    assert "Đã dừng giữa chừng" in page
    assert "Làm tiếp" in page


def test_only_whoever_asked_sees_the_run_and_only_while_the_unit_is_hers(signed_in):
    client = signed_in("alice")
    run_id = asked(client)
    make_papers(run_id, shop())
    for name in ("noi.vu", "binh", "office"):
        assert signed_in(name).get(f"/in-phieu/{run_id}/tep/").status_code == HIDDEN
    PaperRun.objects.filter(pk=run_id).update(unit=PaperRun.objects.get(pk=run_id).unit.parent)
    assert client.get(f"/in-phieu/{run_id}/").status_code == HIDDEN


def test_cards_that_the_reader_may_not_read_are_not_printed(signed_in):
    """A deputy asks for her field alone; a delegate never gets the lender's card."""
    run_id = asked(signed_in("phong"), **{"don-vi": "P2"})
    assert set(paper_run(run_id).people) == {"chi", "dung"}
    assert signed_in("phong").post("/in-phieu/", ASK).status_code == HIDDEN


def test_asking_is_written_down_with_whose_cards(signed_in):
    run_id = asked(signed_in("binh"), **{"don-vi": "P1"})
    event = Event.objects.get(verb="evaluation.papers_asked")
    assert event.object_id == str(run_id)
    assert set(event.payload["rows"]) == {"an", "binh"}


def test_the_maker_is_started_once_the_run_is_stored(
    signed_in, monkeypatch, django_capture_on_commit_callbacks
):
    started = []
    monkeypatch.setattr(starting, "start", started.append)
    with django_capture_on_commit_callbacks(execute=True):
        run_id = asked(signed_in("alice"))
        assert started == []
    assert started == [run_id]


def test_old_files_are_swept_and_the_page_says_so(signed_in):
    client = signed_in("alice")
    run_id = asked(client)
    make_papers(run_id, shop())
    now = clock.instant() + timedelta(days=8)
    assert evaluation.forget_papers(before=now - timedelta(days=7), at=now) == [run_id]
    sweep(django_settings.PAPERS, run_id)
    assert list(django_settings.PAPERS.iterdir()) == []
    assert "Đã dọn" in client.get(f"/in-phieu/{run_id}/").content.decode()
    assert client.get(f"/in-phieu/{run_id}/tep/").status_code == HIDDEN


def test_a_published_run_bears_no_draft_mark(signed_in):
    client = signed_in("alice")
    evaluation.close_month(period("2026-11"), by=None, at=world.AT)
    run_id = asked(client)
    make_papers(run_id, shop())
    texts = [pdf_reader.text_of(pdf) for pdf in fetched(client, run_id).values()]
    assert not any("DỰ THẢO" in text or "chưa công bố" in text for text in texts)
    assert all("76,70" in text for text in texts if "Nguyễn Văn An" in text)


def test_tidy_sweeps_what_is_older_than_a_week_and_nothing_else(signed_in):
    client = signed_in("alice")
    old, fresh = asked(client), asked(client)
    for run_id in (old, fresh):
        make_papers(run_id, shop())
    PaperRun.objects.filter(pk=old).update(asked_at=clock.instant() - timedelta(days=8))
    done = CliRunner().invoke(tidy.app, [])
    assert done.exit_code == 0
    assert "Đã dọn 1 lần in cũ hơn 7 ngày." in done.output
    assert [path.name for path in django_settings.PAPERS.iterdir()] == [f"{fresh}.zip"]
