"""What the page of one organisation's year shows: criteria with their evidence, facts, level."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from django.urls import reverse
from django.utils.http import urlencode

from congvu.apps.evaluation.enums import IndicatorName, Part
from congvu.apps.evaluation.queries.organisations import (
    AssessmentRow,
    CriterionRow,
    IndicatorRow,
    Measured,
    Rated,
    RecognitionRow,
    outlived,
)
from congvu.apps.work.queries import FIGURES, Figures
from congvu.kernel.dates import format_day
from congvu.law.registry import Rules
from congvu.web.organisations.typed import (
    CHOSEN,
    CHOSEN_WHY,
    FACTS,
    FIGURE,
    FIGURES_NOTE,
    LEVEL,
    NOTE,
    POINTS,
    RANK,
    REASON,
    VERIFICATION,
)
from congvu.web.organisations.words import (
    FIGURE_WORDS,
    clause_of,
    levels_of,
    measured_by,
    outlived_told,
    points_of,
    state_words,
)
from congvu.web.organisations.year_view import (
    Condition,
    FactShown,
    FigureShown,
    Former,
    IndicatorShown,
    LineShown,
    PartLink,
    PartShown,
    YearPage,
)
from congvu.web.shared.levels import Level
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import PERCENT, amount, count, percent, percent_of, points

NEEDS = {
    "excellent": ("excellent_fits", "Đ8.1"),
    "good": ("good_fits", "Đ8.2"),
    "met": ("met_fits", "Đ8.3"),
}


def year_page(
    rated: Rated,
    evidence: Measured,
    rules: Rules,
    chain: list[RecognitionRow],
    posted: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
) -> YearPage:
    """Build the page; `posted` is what was typed and could not be kept."""
    levels, row, unit = levels_of(rules), rated.row, rated.organisation.unit
    typed: Mapping[str, str] = posted or {}
    asked = urlencode({"nam": rules.day.year})
    last = chain[-1] if chain else None
    rested = outlived(rated, rules)
    return YearPage(
        code=unit.code,
        title=f"{unit.name}, năm {rules.day.year}",
        unit=unit.name,
        year=rules.day.year,
        state=row.state if row else "",
        standing=_standing(row),
        score=points(rated.score_hundredths),
        level=levels.get(rated.level_before_cap or ""),
        level_told=_level_told(rated),
        recognised=last,
        recognised_level=levels[last.level] if last else None,
        decided=_decided(last) if last else "",
        missing=tuple(rated.missing()) if last is None else (),
        returned=row.return_reason if row and row.is_open else "",
        parts=tuple(_parts(rated, evidence, typed, faults or {}, is_typed=posted is not None)),
        figures=tuple(_figures(row, evidence.figures, typed)),
        figures_note=typed.get(FIGURES_NOTE, row.figures_note if row else ""),
        figures_open=bool(row and row.figures.get("given")) or bool(typed.get(FIGURES_NOTE)),
        facts=_facts(row, posted),
        verification=typed.get(VERIFICATION, row.verification if row else ""),
        levels=tuple(reversed(levels.values())),
        proposed=levels.get(row.proposed_level) if row else None,
        proposed_typed=typed.get(LEVEL, row.proposed_level if row else ""),
        chosen=typed.get(CHOSEN, row.chosen_level if row else ""),
        chosen_reason=typed.get(CHOSEN_WHY, row.chosen_reason if row else ""),
        rank=typed.get(RANK, str(row.rank or "") if row else ""),
        conditions=tuple(_conditions(rated, rules)),
        outlived=outlived_told(rested, rules) if rested else "",
        lowest=tuple(
            PartLink(one.unit.name, f"{reverse('organisation', args=(one.unit.code,))}?{asked}")
            for one in (rested.lowest if rested else ())
        ),
        indicators=tuple(_indicator(one) for one in evidence.indicators.values()),
        chain=tuple(_former(one, levels, last) for one in chain),
        seen=row.seen if row else "",
        notice_href=f"{reverse('organisation_notice', args=(unit.code, 'docx'))}?{asked}"
        if last
        else "",
        up_href=_up_href(rated, asked),
    )


def _up_href(rated: Rated, asked: str) -> str:
    above = rated.organisation.above
    more = f"&{urlencode({'don-vi': above})}" if above else ""
    return f"{reverse('organisations')}?{asked}{more}"


def _standing(row: AssessmentRow | None) -> str:
    if row is None:
        return "Chưa tự đánh giá"
    when = row.reviewed_at if row.reviewed_at and row.state != "draft" else row.sent_at
    who = row.reviewed_by if row.reviewed_at and row.state == "reviewed" else row.sent_by
    told = state_words(row.state)
    return f"{told} ({who}, {moment(when)})" if row.sent and when and who else told


def _level_told(rated: Rated) -> str:
    if rated.outcome is None:
        return ""
    if not rated.outcome.scored:
        return (rated.outcome.reason or "").capitalize()
    return "Mức người có thẩm quyền chọn" if rated.is_open else "Mức theo Điều 8, trước trần"


def _decided(one: RecognitionRow) -> str:
    by = f"{one.authority}, {one.authority_unit_name}"
    return f"{one.decision} ngày {format_day(one.decided_on)}, {by}"


def _parts(
    rated: Rated,
    evidence: Measured,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    *,
    is_typed: bool,
) -> Iterator[PartShown]:
    row = rated.row
    given = row.given if row and row.figures else evidence.figures
    for part in Part:
        lines = [line for line in rated.criteria.lines if line.part == part]
        known = [row.points[line.code] for line in lines if row and line.code in row.points]
        yield PartShown(
            label=str(part.label),
            most=amount(sum(line.most_hundredths for line in lines)),
            sum=points(sum(known)) if known else "",
            lines=tuple(
                _line(one, row, evidence, given, typed, faults, is_typed=is_typed) for one in lines
            ),
        )


def _line(
    line: CriterionRow,
    row: AssessmentRow | None,
    evidence: Measured,
    given: Figures,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    *,
    is_typed: bool,
) -> LineShown:
    code = line.code
    ratio = evidence.ratio(line, given)
    own = row.own_points.get(code) if row else line.measured(ratio)
    name = f"{POINTS}{code}"
    other = row.given_points.get(code) if row else None
    return LineShown(
        code=code,
        label=line.label,
        words=line.words,
        clause=clause_of(line.clause),
        most=amount(line.most_hundredths),
        measured=measured_by(line) if ratio is not None else _no_ratio(line),
        ratio=percent(ratio) if ratio is not None else "",
        own=points_of(own),
        note=typed.get(f"{NOTE}{code}", row.own_notes.get(code, "") if row else ""),
        given=points_of(other),
        reason=typed.get(f"{REASON}{code}", row.given_reasons.get(code, "") if row else ""),
        typed=typed.get(name, "") if is_typed else points_of(other if other is not None else own),
        fault=faults.get(name, ""),
    )


def _no_ratio(line: CriterionRow) -> str:
    told = measured_by(line)
    return f"{told} (chưa có số liệu: tự chấm)" if told else ""


def _figures(
    row: AssessmentRow | None, counted: Figures, typed: Mapping[str, str]
) -> Iterator[FigureShown]:
    given = row.given if row and row.figures.get("given") else None
    for name in FIGURES:
        own = str(getattr(given, name)) if given else ""
        yield FigureShown(
            name=f"{FIGURE}{name}",
            label=FIGURE_WORDS[name],
            counted=count(getattr(counted, name)),
            given=own,
            share=percent((given or counted).share(name)) if name != "tasks" else "",
            typed=typed.get(f"{FIGURE}{name}", own),
        )


def _facts(row: AssessmentRow | None, posted: Mapping[str, str] | None) -> tuple[FactShown, ...]:
    return tuple(
        FactShown(
            field=named,
            label=label,
            here=named in posted if posted is not None else bool(row and getattr(row, name)),
            note=posted.get(f"{named}-ghi", "")
            if posted is not None
            else (getattr(row, f"{name}_note") if row else ""),
            asks_verification=name == "complaint",
        )
        for name, (named, label) in FACTS.items()
    )


def _indicator(one: IndicatorRow) -> IndicatorShown:
    label = str(IndicatorName(one.name).label)
    return IndicatorShown(label, percent_of(one.value), one.source, format_day(one.as_of))


def _conditions(rated: Rated, rules: Rules) -> Iterator[Condition]:
    outcome, row, levels = rated.outcome, rated.row, levels_of(rules)
    if outcome is None or row is None or outcome.missed == 0:
        return
    for code, (line, clause) in NEEDS.items():
        holds = bool(outcome.values[line]) and not outcome.values["unmet_fits"]
        why = "" if holds else "; ".join(_failing(levels[code], rated, row.given, rules))
        yield Condition(levels[code], holds, why, clause_of(clause))


def _failing(level: Level, rated: Rated, figures: Figures, rules: Rules) -> Iterator[str]:
    """What keeps a year from a level, in words."""
    facts, score = rated.facts, Fraction(rated.score_hundredths or 0, PERCENT)
    if score < level.starts_at:
        yield f"dưới {level.starts} điểm"
    if facts["concluded"]:
        yield "có kết luận sai phạm"
    if level.code != "met" and figures.in_time < figures.tasks:
        yield f"{count(figures.tasks - figures.in_time)} nhiệm vụ chưa đúng hạn, bảo đảm chất lượng"
    if level.code == "met" and figures.done < figures.tasks:
        yield f"{count(figures.tasks - figures.done)} nhiệm vụ chưa hoàn thành"
    if level.code == "met" and _share(figures, "late") > _value(rules, "org_met_late_most"):
        yield f"{percent(figures.share('late'), 0)} nhiệm vụ chậm"
    if level.code == "excellent":
        yield from _not_excellent(facts, figures, rules)


def _not_excellent(facts: Mapping[str, object], figures: Figures, rules: Rules) -> Iterator[str]:
    if _share(figures, "exceeding") < _value(rules, "org_excellent_exceeding"):
        yield f"mới {percent(figures.share('exceeding'), 0)} nhiệm vụ vượt mức yêu cầu"
    if facts["below_unmet"]:
        yield "có đơn vị cấp dưới không hoàn thành nhiệm vụ"
    if facts["unfixed"]:
        yield "còn hạn chế chưa khắc phục"


def _value(rules: Rules, name: str) -> Fraction:
    value = rules.value(name)
    return value if isinstance(value, Fraction) else Fraction(str(value))


def _share(figures: Figures, name: str) -> Fraction:
    return figures.share(name) or Fraction(0)


def _former(
    one: RecognitionRow, levels: Mapping[str, Level], last: RecognitionRow | None
) -> Former:
    told = f"{levels[one.level].word}, {points(one.score_hundredths)} điểm: {_decided(one)}"
    return Former(told, one.reason, one.sha256[:12], here=one is last)
