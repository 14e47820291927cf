"""What records count as: by readable rules, for people of the unit, on days that are open."""

from dataclasses import replace
from datetime import date

import pytest

from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import RuleTerms
from congvu.exchange.intake.planning import plan
from congvu.exchange.intake.receiving import preview
from congvu.exchange.intake.records import Record, from_payloads, key_of
from congvu.exchange.intake.words import counts_words, rule_words
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.intake import sources

TODAY = world.AT.date()


def record(number: int = 1, **more: str) -> Record:
    fields = dict(zip(sources.TITLES, sources.dossier(number), strict=True))
    fields |= {name.replace("_", " "): value for name, value in more.items()}
    return from_payloads([(f"ho-so!{number + 1}", fields)])[0]


def planned(system, *records, rules=None):
    rules = queries.rules_of(system.id) if rules is None else rules
    return plan(system, rules, records, today=TODAY)


def reason(system, **more: str) -> str:
    (one,) = planned(system, record(**more)).taken
    return one.reason


def test_a_record_counts_for_its_person_on_its_day(system):
    (one,) = planned(system, record()).taken
    assert (one.state, one.counts.person, one.counts.unit) == ("counted", "an", "P1")
    assert (one.counts.day, one.counts.amount_hundredths) == (date(2026, 11, 5), 100)
    assert one.counts.product == (feeds.SERIES, feeds.DOSSIER)


def test_only_the_columns_that_rules_name_are_kept(system):
    (one,) = planned(system, record()).taken
    assert dict(one.payload) == {
        "Mã hồ sơ": "000.12.H32-261105-0001",
        "Trạng thái": "Đã trả kết quả",
        "Cán bộ xử lý": "an",
        "Ngày trả": "05/11/2026",
    }
    wider = replace(system, keep_fields=["lĩnh vực"], seen_fields=["Lĩnh vực"])
    assert planned(wider, record()).taken[0].payload["Lĩnh vực"] == "Đất đai"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"Trạng_thái": "Đang xử lý"}, "Chưa có luật"),
        ({"Trạng_thái": "đã RÚT"}, "Nguồn đã rút"),
        ({"Cán_bộ_xử_lý": "khong-co"}, "Không có “khong-co” ở Phường Nha Trang."),
        ({"Cán_bộ_xử_lý": "giang"}, "Không có “giang” ở Phường Nha Trang."),
        ({"Cán_bộ_xử_lý": ""}, "Cột “Cán bộ xử lý” trống"),
        ({"Ngày_trả": ""}, "Cột “Ngày trả” trống"),
        ({"Ngày_trả": "31/02/2026"}, "từ 1 đến"),
        ({"Ngày_trả": "24/11/2026"}, "chưa tới"),
        ({"Ngày_trả": "05/10/2026"}, "Chưa mở kỳ tháng 10/2026"),
        ({"Ngày_trả": "9999-12-31T23:00:00Z"}, "không phải là ngày"),
    ],
)
def test_what_cannot_be_counted_says_why(system, more, says):
    assert says in reason(system, **more)


def test_a_moment_of_another_zone_is_the_day_it_is_here(system):
    (one,) = planned(system, record(Ngày_trả="2026-11-05T20:00:00Z")).taken
    assert one.counts.day == date(2026, 11, 6)


def test_a_record_without_an_id_is_told_by_its_place(system):
    long = "x" * 81
    made = planned(system, record(Mã_hồ_sơ=""), record(2, Mã_hồ_sơ=long))
    assert [one.address for one in made.nameless] == ["ho-so!2", "ho-so!3"]
    assert made.taken == ()


def test_the_same_record_twice_counts_once_and_two_that_differ_count_for_nothing(system):
    made = planned(system, record(), record(), record(2), record(2, Ngày_trả="06/11/2026"))
    assert [one.state for one in made.taken] == ["counted", "refused"]
    assert "2 dòng khác nhau trong một lần nhận (ho-so!3, ho-so!3)" in made.taken[1].reason
    assert made.taken[1].contradicts
    assert made.repeated == 2


class TestRules:
    """Conditions as people write them."""

    def rule(self, test: str, *values: str, field: str = "Lĩnh vực") -> RuleTerms:
        condition = {"field": field, "test": test, "values": list(values)}
        return replace(feeds.RETURNED, name=test, conditions=[condition])

    def spoken(self, system, terms: RuleTerms, **more: str) -> bool:
        for one in queries.rules_of(system.id):
            actions.end_rule(system.id, one.id, by=None, at=world.AT)
        actions.make_rule(system.id, terms, by=None, at=world.AT)
        return planned(system, record(**more)).taken[0].state == "counted"

    @pytest.mark.parametrize(
        ("test", "values", "speaks"),
        [
            ("equals", ["dat dai"], True),
            ("equals", ["đất"], False),
            ("one_of", ["Hộ tịch", "ĐẤT  ĐAI"], True),
            ("contains", ["t đa"], True),
            ("contains", ["hộ tịch", "dat"], True),
            ("starts_with", ["đất"], True),
            ("starts_with", ["đai"], False),
            ("filled", [], True),
        ],
    )
    def test_a_condition_looks_past_marks_and_case(self, system, test, values, speaks):
        assert self.spoken(system, self.rule(test, *values)) is speaks

    def test_an_empty_column_is_not_filled(self, system):
        assert not self.spoken(system, self.rule("filled"), Lĩnh_vực="")

    def test_the_first_rule_in_order_decides(self, system):
        terms = replace(feeds.RETURNED, name="Mọi", conditions=[], product_code=feeds.LETTER)
        actions.make_rule(system.id, terms, by=None, at=world.AT)
        first, second = planned(system, record(), record(2, Trạng_thái="Khác")).taken
        assert (first.counts.product[1], second.counts.product[1]) == ("TN.03", "CV.01")

    def test_amount_and_minutes_come_from_columns(self, system):
        terms = replace(feeds.RETURNED, amount_field="Lĩnh vực", minutes_field="Người nộp")
        assert self.spoken(system, terms, Lĩnh_vực="2,5", Người_nộp="45")
        (one,) = planned(system, record(Lĩnh_vực="2,5", Người_nộp="45")).taken
        assert (one.counts.amount_hundredths, one.counts.minutes) == (250, 45)
        assert "“Lĩnh vực”" in reason(system, Lĩnh_vực="nhiều", Người_nộp="45")
        assert "“Lĩnh vực” trống" in reason(system, Lĩnh_vực="")
        assert "“Lĩnh vực”" in reason(system, Lĩnh_vực="0", Người_nộp="1")

    def test_a_product_that_is_not_listed_on_the_day_is_told(self, system):
        assert not self.spoken(system, replace(feeds.RETURNED, product_code="XX.9"))
        assert "XX.9 không có trong danh mục ngày 05/11/2026" in reason(system)

    def test_a_rule_reads_as_one_sentence(self, system):
        (rule,) = queries.rules_of(system.id)
        assert rule_words(rule, "Tiếp nhận và trả kết quả hồ sơ") == (
            "Khi “Trạng thái” là “Đã trả kết quả” → 1 × TN.03 “Tiếp nhận và trả kết quả hồ sơ” "
            "cho người ở cột “Cán bộ xử lý” (theo mã công chức), ngày ở cột “Ngày trả”."
        )


class TestPeople:
    """Whose work it is."""

    def counted(self, system, **terms: object):
        for one in queries.rules_of(system.id):
            actions.end_rule(system.id, one.id, by=None, at=world.AT)
        actions.make_rule(system.id, replace(feeds.RETURNED, **terms), by=None, at=world.AT)
        return lambda text: planned(system, record(Cán_bộ_xử_lý=text)).taken[0]

    def test_by_name_marks_aside_and_never_between_two_of_one_name(self, system):
        ask = self.counted(system, person_by="name")
        assert ask("nguyen van an").counts.person == "an"
        org.create_people(
            [NewPerson("an2", "Nguyễn Văn Ẩn", "civil_servant")], by=None, at=world.AT
        )
        positions.open_postings([NewPosting("an2", "P2", "x", world.START)], by=None, at=world.AT)
        assert "Có 2 người tên “Nguyễn Văn An”" in ask("Nguyễn Văn An").reason

    def test_by_a_fixed_person(self, system):
        ask = self.counted(system, person_by="fixed", person_field="", person="dung")
        assert ask("bất kỳ").counts.person == "dung"

    def test_by_sign_in(self, system):
        from congvu.apps.accounts.models import User
        from congvu.apps.org.models import Person

        user = User.objects.create(username="an.nguyen", display_name="An")
        Person.objects.filter(code="an").update(user=user)
        ask = self.counted(system, person_by="account")
        assert ask("An.Nguyen").counts.person == "an"

    def test_a_person_who_came_later_is_not_there_yet(self, system):
        org.create_people([NewPerson("moi", "Lê Mới", "civil_servant")], by=None, at=world.AT)
        positions.open_postings(
            [NewPosting("moi", "P2", "x", date(2026, 11, 10))], by=None, at=world.AT
        )
        ask = self.counted(system)
        assert "Không có “moi” ở Phường Nha Trang vào ngày 05/11/2026" in ask("moi").reason


def test_a_preview_writes_nothing_and_counts_what_would_become(system):
    found = preview(
        system, [record(), record(2, Trạng_thái="?"), record(3, Mã_hồ_sơ="")], today=TODAY
    )
    assert counts_words(found.counts) == "1 tính mới, 1 chưa có luật, 1 không có mã"
    assert queries.records_of(system.id) == (0, [])


def test_the_number_of_queries_does_not_grow_with_the_records(
    system, django_assert_max_num_queries
):
    records = [record(n, Ngày_trả=f"{1 + n % 23:02d}/11/2026") for n in range(100)]
    with django_assert_max_num_queries(6):
        preview(system, records, today=TODAY)


def test_columns_are_found_by_their_letters():
    assert key_of("Ngày  TRẢ:") == key_of("ngay tra")
    assert key_of("№") == "№"
