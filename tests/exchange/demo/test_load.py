"""Claims about loading: through the actions, all or nothing, once, and always the same."""

import hashlib
from datetime import date

import pytest
from django.test import Client
from typer.testing import CliRunner

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import queries as evaluation
from congvu.apps.evaluation.models import Close
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years.criteria import told_of
from congvu.apps.org import queries as org
from congvu.apps.rulebook import queries as rulebook
from congvu.apps.work import queries as work
from congvu.cli import demo as command
from congvu.exchange.demo import story
from congvu.exchange.demo.frames import CLOCK, CLOSED
from congvu.exchange.demo.load import AlreadyLoaded, is_loaded, load
from congvu.exchange.demo.province import Province
from tests.conftest import _empty_the_tables as empty
from tests.exchange.demo.provinces import SMALL_COMMUNES
from tests.faces.conftest import begun
from tests.provinces import province

TODAY = CLOCK.date()
EARLIER = (
    ("an.nguyen", "/thang/2025-10/"),
    ("truong.phong", "/phong/2025-10/"),
    ("truong.phong", f"/cham-phieu/?ky=2025-10&nguoi={story.AN}"),
    ("noi.vu", f"/nguoi/{story.AN}/2025-10/"),
    ("bi.thu", "/tinh/2025-10/"),
)
"""Pages of a month that knows neither levels nor general criteria."""
SEATS = [code for code in (*story.RATED_BY_HEAD, story.HEAD) if code != story.BELOW_HALF]
"""Who sat in the room in 2025: one came later."""


def _load(**options):
    return load(Province(communes=SMALL_COMMUNES, agencies=()), **options)


@pytest.fixture
def elsewhere(postgres_server, django_db_setup, django_db_blocker, settings):
    """A province of the same parts, loaded once a run into a database of its own."""
    settings.DEMO, settings.FIXED_CLOCK = True, CLOCK
    with django_db_blocker.unblock():
        yield lambda: province(postgres_server, *SMALL_COMMUNES)


def _digest() -> str:
    """The digest of a load, read off the closes that stand."""
    told = dict(Close.objects.values_list("period__key", "digest"))
    return hashlib.sha256("".join(told[month.key] for month in CLOSED).encode()).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_two_loads_of_one_province_have_one_digest_and_a_second_on_top_is_refused(elsewhere):
    with elsewhere():
        first = _digest()
    empty(None)  # earlier tests have used up numbers that the closes' digests cover
    steps = []
    again = _load(on_step=steps.append)
    assert (again.digest, _digest()) == (first, first)
    assert [step.number for step in steps] == list(range(1, steps[0].count + 1))
    with pytest.raises(AlreadyLoaded, match="còn trống"):
        _load()
    empty(None)
    assert not is_loaded()


class TestLoaded:
    """What the readers find."""

    @pytest.fixture(autouse=True)
    def _loaded(self, elsewhere):
        with elsewhere():
            yield

    def test_five_months_are_closed_the_sixth_is_open_and_the_readers_find_their_people(self):
        states = [(period.key, period.state) for period in rulebook.periods()]
        assert states[0] == ("2026-11", "open")
        assert states[1] == ("2026-10", "published")
        assert {state for _, state in states[2:]} == {"closed"}
        listed = [f"2026-{n:02d}" for n in (10, 9, 8, 7, 6)] + ["2025-11", "2025-10"]
        assert [key for key, _ in states[1:]] == listed
        self._an_reads_the_handbooks_numbers()
        self._the_heads_d_is_low_in_october()
        self._the_room_shows_what_needs_attention()
        self._october_was_objected_to_and_amended()
        self._two_systems_told_of_november()
        self._the_years_are_rated_and_open()
        self._months_of_2025_stand_beside_its_criteria()

    def _an_reads_the_handbooks_numbers(self):
        month = evaluation.month_of(story.AN, rulebook.period("2026-11"))
        assert month.outcome.notified == 7670
        assert len(month.tasks) == 3
        assert org.person(story.AN).full_name == "Nguyễn Văn An"

    def _the_heads_d_is_low_in_october(self):
        month = evaluation.month_of(story.HEAD, rulebook.period("2026-10"))
        assert month.outcome.settled is False
        assert story.BELOW_HALF in month.card.managed

    def _october_was_objected_to_and_amended(self):
        people = org.person_ids([story.AN, story.DUC])
        (granted,) = evaluation.objections_of_person(people[story.AN], most=9)
        (waiting,) = evaluation.objections_of_person(people[story.DUC], most=9)
        assert (granted.state, waiting.state) == ("amended", "lodged")
        assert waiting.left(TODAY) < 0, "the head is late with it"
        month = evaluation.month_of(story.AN, rulebook.period("2026-10"))
        now = evaluation.current_result(month.card)
        assert now.score_hundredths > month.score_hundredths, "what was granted counts"

    def _the_room_shows_what_needs_attention(self):
        room = evaluation.room_of(org.unit(story.ROOM), rulebook.period("2026-11"), today=TODAY)
        by_code = {one.card.person: one for one in room.people}
        assert by_code[story.ON_LEAVE].reason == "Nghỉ thai sản"
        assert "no_self_score" in by_code[story.NOT_YET].attention
        assert by_code[story.OVERDUE].attention["overdue"] == 1
        assert by_code[story.ANH].card.general_hundredths is None

    def _two_systems_told_of_november(self):
        fresh = {one.code: one for one in work.freshness(org.unit(story.WARD).path)}
        one_stop, office = fresh["mot-cua-nha-trang"], fresh["van-ban-nha-trang"]
        assert (one_stop.refused, one_stop.remarks) == (2, 1)
        assert one_stop.unmapped > 0 < office.unmapped
        assert one_stop.came_at > office.came_at
        (remark,) = work.remarks_within([org.unit(story.WARD).path])
        assert "03/11/2026 → 04/11/2026" in remark.remark
        counts = work.batches_of(one_stop.system_id)[1][0].counts
        assert (counts["changed"], counts["withdrawn"], counts["remarked"]) == (1, 1, 1)

    def _the_years_are_rated_and_open(self):
        last, now = rulebook.year_period(2025), rulebook.year_period(2026)
        levels = {one.level for one in year_queries.year_results(last.id)}
        assert {"excellent", "good", "met"} <= levels
        again = year_queries.recompute_decisions(2025)
        assert [one.differing for one in again] == [(), ()]
        held = year_queries.round_of(now.id, story.WARD)
        assert held.raised_ground
        states = {one.meeting.state for one in year_queries.meetings_of(held.id)}
        assert states == {"open", "concluded"}
        (moved,) = [one for one in year_queries.rated(now, held).rows if one.facts.move]
        assert (moved.before_move, moved.before_cap) == ("good", "met")

    def _months_of_2025_stand_beside_its_criteria(self):
        chair = org.person_ids([story.CHAIR])[story.CHAIR]
        scores = evaluation.tracked_scores([chair], 2025)
        assert [one.period for one in scores] == ["2025-10", "2025-11"]
        assert all(one.score_hundredths for one in scores)
        for key in ("2025-10", "2025-11"):
            again = evaluation.recompute(rulebook.period(key))
            assert (again.differing, again.digest) == ((), again.stored_digest)
        assert told_of(story.AN, period_id=rulebook.year_period(2025).id).confirmed
        page = self._read("chu.tich", "/xep-loai/tieu-chi/2025/")
        assert page.count("tháng 10/2025") == page.count('name="tc-done"') == 1
        for login, path in EARLIER:
            assert "10/2025" in self._read(login, path), path
        assert "Tiêu chí chung" not in self._read("an.nguyen", "/thang/2025-10/")
        assert self._read("truong.phong", "/phong/2025-10/").count('class="pts"') == len(SEATS)

    def _read(self, login: str, path: str) -> str:
        client = Client()
        client.force_login(User.objects.get(username=login))
        begun(client)
        return client.get(path).content.decode()


@pytest.mark.django_db
def test_a_load_that_fails_leaves_nothing():
    def stop(step):
        if step.label.startswith("tháng 6/2026: phiếu"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _load(on_step=stop)
    assert org.units(on=date(2026, 11, 23)) == []


def test_the_command_refuses_outside_a_demo(settings):
    settings.DEMO = False
    refused = CliRunner().invoke(command.app, ["load"])
    assert refused.exit_code == 2
    assert "CONGVU_DEMO=1" in refused.output


def test_the_command_does_not_load_twice(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("congvu.exchange.demo.load.is_loaded", lambda: True)
    monkeypatch.setattr(command, "_load", lambda: pytest.fail("loaded twice"))
    again = CliRunner().invoke(command.app, ["load"])
    assert again.exit_code == 0
    assert "đã có" in again.output
