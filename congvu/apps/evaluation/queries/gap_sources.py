"""Each gap as a SELECT of person, agency and what is the matter in words."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.province import has_band
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.law.registry import general_criteria_on

EXTREME = "điểm ở mức cao nhất hoặc thấp nhất mà chưa ghi lý do"
ALL_FULL = "tiêu chí chung đều tối đa, không ghi nhận xét nào"
OUT_OF_RANGE = "có nhiệm vụ ngoài phạm vi hệ số, số lượng hoặc lịch làm việc"


def gaps(period: PeriodRow, only: Gap | None = None) -> dict[Gap, str]:
    """Return every gap's SELECT, or one; two queries at most, where the rules are asked."""
    selects = _by_records(period)
    if only is None or only not in selects:
        selects |= _by_rules(Scoring(period, rules_for(period), closing=True), only)
    return {gap: selects[gap] for gap in Gap if only in (None, gap)}


def _by_records(period: PeriodRow) -> dict[Gap, str]:
    return {
        Gap.NO_SELF_SCORE: _no_self_score(period),
        Gap.UNREVIEWED: _unreviewed(period),
        Gap.DISPUTED: _disputed(period),
        Gap.NOT_RATED: f"SELECT c.person_id, c.agency_id, c.not_scored_reason AS what "
        f"{_cards(period)} AND c.not_scored_reason <> ''",
        Gap.TRANSFERRED: _transferred(period),
    }


def _by_rules(scoring: Scoring, only: Gap | None) -> dict[Gap, str]:
    subjects = ", ".join(f"'{one}'" for one in scoring.program.subjects)
    selects = {
        Gap.NO_POSTING: _no_posting(scoring.period, subjects),
        Gap.OTHER_KIND: _other_kinds(scoring.period, subjects),
    }
    return selects if only in selects else selects | {Gap.ANOMALY: _anomalies(scoring)}


def disputed(period: PeriodRow) -> str:
    """Return person and what still waits for an answer: causes claimed, changes asked for."""
    return f"""
        SELECT t.person_id, 'lý do khách quan chưa trả lời' AS what
        FROM work_cause x JOIN work_task t ON t.id = x.task_id
        WHERE t.period_id = {int(period.id)} AND t.cancelled_at IS NULL AND x.state = 'claimed'
        UNION ALL
        SELECT t.person_id, 'thay đổi việc chưa xác nhận'
        FROM work_taskchange x JOIN work_task t ON t.id = x.task_id
        WHERE t.period_id = {int(period.id)} AND t.cancelled_at IS NULL AND x.state = 'asked'"""


def out_of_range(scoring: Scoring) -> str:
    """Return the test that a task does not fit the rule's ranges or the calendar, "" for none."""
    given = sources.task_fields(scoring)
    tests = [
        f"({given[item.name]}) NOT BETWEEN {item.low} AND {item.high}"
        for item in scoring.stage.fields
        if item.name in ("coefficient", "assigned", "completed")
    ]
    if scoring.rules.value("delay_unit") == "working_day":
        tests.append("done.ordinal IS NULL OR due.ordinal IS NULL")
    return " OR ".join(tests)


def _cards(period: PeriodRow) -> str:
    return f"FROM evaluation_scorecard c WHERE c.period_id = {int(period.id)}"


def _no_self_score(period: PeriodRow) -> str:
    return f"""
        SELECT c.person_id, c.agency_id, 'chưa gửi phiếu' AS what {_cards(period)}
          AND c.state = 'draft' AND c.general_self_hundredths IS NULL
          AND c.general_hundredths IS NULL AND c.not_scored_reason = ''"""


def _unreviewed(period: PeriodRow) -> str:
    """Cards sent and not confirmed, and work reported that nobody has looked at."""
    return f"""
        SELECT c.person_id, c.agency_id, concat_ws('; ',
               CASE c.state WHEN 'self_scored' THEN 'phiếu chờ nhận xét'
                            WHEN 'reviewed' THEN 'phiếu chờ xác nhận' END,
               CASE WHEN w.waiting > 0 THEN w.waiting || ' kết quả chờ nghiệm thu' END) AS what
        FROM evaluation_scorecard c
        LEFT JOIN (
            SELECT t.person_id, count(*) AS waiting
            FROM work_task t JOIN work_result r ON r.task_id = t.id
            WHERE t.period_id = {int(period.id)} AND t.cancelled_at IS NULL
              AND r.returned_at IS NULL AND (r.accepted_at IS NULL OR r.pending_hundredths > 0)
            GROUP BY t.person_id
        ) w ON w.person_id = c.person_id
        WHERE c.period_id = {int(period.id)} AND c.not_scored_reason = ''
          AND (c.state IN ('self_scored', 'reviewed') OR w.waiting > 0)"""


def _disputed(period: PeriodRow) -> str:
    return f"""
        SELECT c.person_id, c.agency_id,
               string_agg(DISTINCT d.what, '; ' ORDER BY d.what) AS what
        FROM evaluation_scorecard c JOIN ({disputed(period)}) d ON d.person_id = c.person_id
        WHERE c.period_id = {int(period.id)} GROUP BY c.id"""


def _no_posting(period: PeriodRow, subjects: str) -> str:
    """Whoever works here on the last day without a primary posting, or has one and no card."""
    day = f"DATE '{period.ends_on.isoformat()}'"
    return f"""
        SELECT x.person_id, coalesce(u.agency_id, u.id) AS agency_id, x.what
        FROM (
            SELECT DISTINCT ON (p.person_id) p.person_id, p.unit_id, p.is_primary,
                   CASE WHEN p.is_primary THEN 'chưa mở phiếu' ELSE 'chỉ có vị trí kiêm nhiệm' END
                   AS what
            FROM positions_posting p JOIN org_person o ON o.id = p.person_id
            WHERE o.kind IN ({subjects}) AND p.valid_from <= {day}
              AND (p.valid_until IS NULL OR p.valid_until > {day})
            ORDER BY p.person_id, p.is_primary DESC, p.id
        ) x JOIN org_unit u ON u.id = x.unit_id
        WHERE NOT x.is_primary OR NOT EXISTS (
            SELECT 1 FROM evaluation_scorecard c
            WHERE c.period_id = {int(period.id)} AND c.person_id = x.person_id)"""


def _other_kinds(period: PeriodRow, subjects: str) -> str:
    words = " ".join(f"WHEN '{one.value}' THEN '{one.label}'" for one in PersonKind)
    return f"""
        SELECT h.person_id, h.agency_id, CASE p.kind {words} END AS what
        FROM ({sources.held(period)}) h JOIN org_person p ON p.id = h.person_id
        WHERE p.kind NOT IN ({subjects})"""


def _transferred(period: PeriodRow) -> str:
    """Whoever held a primary posting in another unit earlier in the period."""
    first, last = period.starts_on.isoformat(), period.ends_on.isoformat()
    return f"""
        SELECT c.person_id, c.agency_id,
               string_agg('từ ' || u.name || ' ngày ' || to_char(p.valid_until, 'DD/MM'), '; '
                          ORDER BY p.valid_until) AS what
        FROM evaluation_scorecard c
        JOIN positions_posting p ON p.person_id = c.person_id AND p.is_primary
             AND p.unit_id <> c.unit_id AND p.valid_until > DATE '{first}'
             AND p.valid_until <= DATE '{last}'
        JOIN org_unit u ON u.id = p.unit_id
        WHERE c.period_id = {int(period.id)} GROUP BY c.id"""


def _anomalies(scoring: Scoring) -> str:
    """Confirmed cards to look at again: full marks without a word, an end without a reason, work
    that the rule cannot take.
    """
    period = scoring.period
    most = sum(one.max_hundredths for one in general_criteria_on(period.ends_on))
    tests = out_of_range(scoring)
    odd = f"SELECT DISTINCT t.person_id {sources.tasks(scoring)} AND ({tests or 'false'})"
    return f"""
        SELECT c.person_id, c.agency_id, concat_ws('; ',
               CASE WHEN x.full_marks THEN '{ALL_FULL}' END,
               CASE WHEN x.extreme THEN '{EXTREME}' END,
               CASE WHEN o.person_id IS NOT NULL THEN '{OUT_OF_RANGE}' END) AS what
        FROM evaluation_scorecard c
        LEFT JOIN ({odd}) o ON o.person_id = c.person_id
        {_scored(scoring)}
        CROSS JOIN LATERAL (
            SELECT c.general_hundredths = {most} AND c.comment = '' AND c.extreme_reason = ''
                   AND c.general_notes = '{{}}' AS full_marks,
                   c.extreme_reason = '' AND coalesce({_at_an_end(scoring)}, false) AS extreme
        ) x
        WHERE c.period_id = {int(period.id)} AND c.not_scored_reason = ''
          AND (c.confirmed_at IS NOT NULL AND (x.full_marks OR x.extreme)
               OR o.person_id IS NOT NULL)"""


def _scored(scoring: Scoring) -> str:
    """Every card's level as it stands, where the rules name one for a period's score."""
    if not has_band(scoring):
        return ""
    strata = leader_strata(scoring.period) if scoring.chained else []
    return f"LEFT JOIN ({scoring.query(strata, ['band'])}) s ON s.person = c.person_id"


def _at_an_end(scoring: Scoring) -> str:
    return f"s.band IN (0, {len(scoring.program.levels) - 1})" if has_band(scoring) else "false"
