"""Papers of the year from the records: Mẫu số 02, the notice, a decision, a unit's list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.queries.years import DecisionRow, RatingRow, YearResultRow
from congvu.apps.evaluation.queries.years.months import (
    YearMonths,
)
from congvu.exchange.forms.month_card import Signed
from congvu.exchange.forms.paper import Footer
from congvu.exchange.forms.rating_decision import RatedLine, RatingDecision
from congvu.exchange.forms.unit_results import ResultLine, UnitResults
from congvu.exchange.forms.year_card import MonthLine, YearCard
from congvu.exchange.forms.year_notice import YearNotice
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.results import objection_told
from congvu.exchange.papers.wording import day_line, moment, points
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.periods import Month
from congvu.law.clauses import clause_in_words
from congvu.law.registry import Rules

NOT_RANKED = "Không xếp loại"
PROVISIONAL, NO_CARD = "tạm tính", "không có phiếu"


@dataclass(frozen=True, slots=True)
class YearFilling:
    """What the forms of one file share: the year, its levels, agencies' names by code, the feet.

    `place` is the place named before a day; `signers` are decisions by id.
    """

    year: int
    labels: Mapping[str, str]
    agencies: Mapping[str, str]
    place: str
    decisions: Mapping[int, DecisionRow]
    foot: Footing


def year_card_of(
    row: RatingRow,
    months: YearMonths,
    result: YearResultRow | None,
    filling: YearFilling,
    *,
    own: bool,
) -> YearCard:
    """Fill in one form; before the decision it is a draft, without a foot.

    `own`: it is printed for its owner, who may see what she has not sent yet.
    """
    told = row.sent_at is not None or own
    return YearCard(
        agency=filling.agencies.get(row.agency, ""),
        unit=row.unit_name,
        year=filling.year,
        name=row.full_name,
        title=row.title,
        months=_kept_months(months, result) if result else _months(months),
        mean=points(result.score_hundredths if result else months.mean_hundredths),
        mean_note=result.not_ranked_reason if result else _so_far(months),
        own_level=filling.labels.get(row.own_level, "") if told else "",
        level=filling.labels.get(result.level, "") if result else "",
        proposal=row.proposal,
        sent=_sent(row, filling.place),
        decided=_decided(result, filling),
        draft=result is None,
        footer=filling.foot(Kind.YEAR, result.id, result.sha256) if result else None,
    )


def _months(months: YearMonths) -> tuple[MonthLine, ...]:
    return tuple(
        MonthLine(
            points(one.hundredths),
            NO_CARD if one.score is None else one.score.reason or _quarter(one.score.months),
        )
        for one in months.months
    )


def _kept_months(months: YearMonths, result: YearResultRow) -> tuple[MonthLine, ...]:
    """The months as the decision read them: what was amended since is not hers to show."""
    stored = {str(one["id"]): one["score"] for one in result.inputs.get("rows", ())}
    missing = {Month.parse(key): why for key, why in _missing(result)}
    return tuple(
        MonthLine(points(stored[one.month.key]))
        if one.month.key in stored
        else MonthLine(note=missing.get(one.month, NO_CARD))
        for one in months.months
    )


def _missing(result: YearResultRow) -> list[tuple[str, str]]:
    """Months without points and why; a quarter's reason is told on its first month's line."""
    found = []
    for key, why in result.inputs.get("missing", ()):
        year, _, quarter = key.partition("-Q")
        first = f"{year}-{int(quarter) * 3 - 2:02d}" if quarter else key
        found.append((first, why))
    return found


def _quarter(months: int) -> str:
    return "" if months == 1 else "điểm của quý"


def _so_far(months: YearMonths) -> str:
    if months.mean_hundredths is None:
        return months.reason
    return f"{PROVISIONAL}, {months.entered} tháng"


def _sent(row: RatingRow, place: str) -> Signed:
    if row.sent_at is None:
        return Signed(day_line(place, None), row.full_name)
    told = f"Gửi trên hệ thống lúc {moment(row.sent_at)}"
    return Signed(day_line(place, local_day(row.sent_at)), row.full_name, told)


def _decided(result: YearResultRow | None, filling: YearFilling) -> Signed:
    if result is None:
        return Signed(day_line(filling.place, None))
    decision = filling.decisions.get(result.decision_id)
    told = f"Quyết định số {result.number}, ký trên hệ thống lúc {moment(result.signed_at)}"
    name = decision.signer or decision.signed_by if decision else ""
    return Signed(day_line(filling.place, result.day), name, told)


def year_notice_of(
    result: YearResultRow,
    filling: YearFilling,
    *,
    way: Sequence[str],
    replaced: str,
    rules: Rules,
    body: str,
) -> YearNotice:
    """What one person is told of her year; `way` are the steps to her level in words."""
    return YearNotice(
        body=body,
        year=filling.year,
        name=result.full_name,
        title=result.title,
        unit=result.unit_name,
        score=points(result.score_hundredths),
        own_level=filling.labels.get(result.own_level, ""),
        level=filling.labels.get(result.level, ""),
        decision=decision_named(result.number, result.day),
        reason=result.not_ranked_reason,
        way=tuple(way),
        replaced=replaced,
        objection=objection_told(rules),
        footer=filling.foot(Kind.YEAR, result.id, result.sha256),
    )


def decision_named(number: str, day: date) -> str:
    """A decision by its number and day."""
    return f"Quyết định số {number} ngày {format_day(day)}"


def decision_of(
    decision: DecisionRow,
    results: Sequence[YearResultRow],
    filling: YearFilling,
    *,
    unit: str,
    replaces: str,
) -> RatingDecision:
    """The decision of a round with its list; `replaces` names the one it takes the place of."""
    grounds = (
        f"Căn cứ {clause_in_words(decision.clause)} của Nghị định nói trên;",
        "Căn cứ biên bản họp nhận xét, đánh giá và kết quả theo dõi, đánh giá trong năm.",
        *([f"Lý do thay thế: {decision.reason}."] if replaces else []),
    )
    return RatingDecision(
        authority=f"Người đứng đầu {unit}",
        about=f"Về việc xếp loại chất lượng công chức năm {filling.year}",
        grounds=grounds,
        rated=tuple(_rated(one, filling.labels) for one in results),
        carried_out_by="Bộ phận tham mưu về tổ chức, cán bộ, các đơn vị có liên quan",
        replaces=replaces,
        footer=filling.foot(Kind.DECISION, decision.id, decision.digest),
        publicity=decision.publicity.rstrip("."),
    )


def _rated(one: YearResultRow, labels: Mapping[str, str]) -> RatedLine:
    title = ", ".join(filter(None, (one.title, one.unit_name)))
    level = labels.get(one.level, f"{NOT_RANKED}: {one.not_ranked_reason}")
    return RatedLine(one.full_name, title, points(one.score_hundredths), level)


def year_list(
    unit: str,
    rows: Sequence[tuple[RatingRow, YearResultRow | None]],
    filling: YearFilling,
    footer: Footer | None,
) -> UnitResults:
    """The list of a unit's people; whoever is not decided yet has neither points nor level.

    It is a draft while nobody is decided.
    """
    return UnitResults(
        unit,
        f"Năm {filling.year}",
        tuple(_line(row, result, filling.labels) for row, result in rows),
        draft=all(result is None for _, result in rows),
        footer=footer,
        rated=True,
    )


def _line(row: RatingRow, result: YearResultRow | None, labels: Mapping[str, str]) -> ResultLine:
    if result is None:
        return ResultLine(row.unit_name, row.full_name, row.title, "", "", "chưa quyết định")
    level = labels.get(result.level, NOT_RANKED)
    note = result.not_ranked_reason or decision_named(result.number, result.day)
    return ResultLine(
        result.unit_name, result.full_name, result.title, points(result.score_hundredths), level,
        note,
    )  # fmt: skip
