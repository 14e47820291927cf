"""What the page of one person in a round shows, already in words; nothing here asks a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from congvu.apps.evaluation.enums import AutomaticKind, RoundState
from congvu.apps.evaluation.queries.years import (
    RatedRound,
    RatedRow,
    RatingRow,
    YearResultRow,
    moves_in,
    peer_group_of,
)
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.dates import format_day
from congvu.kernel.periods import tracked
from congvu.web.shared.levels import Level
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import capital, count, points
from congvu.web.years.level_words import LEVELS, level_word, mean_told
from congvu.web.years.round_page import SCOPES, Choice


@dataclass(frozen=True)
class StepLine:
    """A level on the way, with the clause; `why` tells what changed it, "" where nothing did."""

    label: str
    clause: str
    level: Level | None
    word: str
    why: str


@dataclass(frozen=True)
class CaseLine:
    """A concluded fact on record."""

    id: int
    told: str


@dataclass(frozen=True)
class PersonPage:
    """How a level comes about, step by step; the forms for whoever may act."""

    title: str
    post: str
    answer: str
    group: str
    months: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepLine, ...]
    moves: tuple[str, ...]
    cases: tuple[CaseLine, ...]
    form_href: str
    decides: bool = False
    orders: bool = False
    prepares: bool = False
    taken_back: bool = False
    lower: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    rank: str = ""
    rank_reason: str = ""
    move_reason: str = ""
    document: str = ""
    day: str = ""
    problem: str = ""


def person_now(
    found: RatedRound,
    row: RatedRow,
    *,
    decides: bool,
    prepares: bool,
    typed: Mapping[str, str],
    problem: str,
) -> PersonPage:
    """The page of somebody as she stands now."""
    form, move = row.row, row.facts.move
    lower = list(LEVELS)[: list(LEVELS).index(row.before_move)] if row.before_move else []
    return PersonPage(
        title=form.full_name,
        post=_post(form),
        answer=_answer(row, found),
        group=peer_group_of(form),
        months=tuple(
            (
                capital(one.span.label),
                points(one.score_hundredths) if one.score_hundredths is not None else one.reason,
            )
            for one in row.facts.months
        ),
        facts=_facts(row),
        steps=_steps(row),
        moves=tuple(
            f"{moment(one.at)}, {one.by}: "
            + (f"chuyển xuống “{level_word(one.level)}”" if one.level else "rút lần chuyển mức")
            + f". {one.reason}"
            for one in row.facts.moves
        ),
        cases=tuple(
            CaseLine(one.id, f"{one.label}: {one.document}, ngày {format_day(one.decided_on)}")
            for one in row.facts.cases
        ),
        form_href=_form_href(found.period, form),
        decides=decides and row.is_ranked and moves_in(found.stage),
        orders=decides and found.round.state == RoundState.PREPARING,
        prepares=prepares,
        taken_back=move is not None,
        lower=tuple(
            Choice(code, LEVELS[code].word, typed.get("muc") == code) for code in reversed(lower)
        ),
        kinds=tuple(
            Choice(one.value, str(one.label), typed.get("loai") == one.value)
            for one in AutomaticKind
        ),
        rank=typed.get("thu-tu", str(form.rank or "")),
        rank_reason=typed.get("ly-do", "") if typed.get("viec") == "thu-tu" else form.rank_reason,
        move_reason=typed.get("ly-do", "") if typed.get("viec") == "chuyen" else "",
        document=typed.get("van-ban", ""),
        day=typed.get("ngay", ""),
        problem=problem,
    )


def person_stored(
    period: PeriodRow, form: RatingRow, results: Sequence[YearResultRow]
) -> PersonPage:
    """The page of somebody as she was decided; the last result stands, the others are told."""
    last = results[-1]
    return PersonPage(
        title=form.full_name,
        post=_post(form),
        answer=f"{level_word(last.level)}, quyết định số {last.number} "
        f"ngày {format_day(last.day)}.",
        group=str(last.inputs["inputs"].get("peer_group", "")),
        months=tuple(
            (capital(tracked(str(one["id"])).label), points(int(one["score"])))
            for one in last.inputs["rows"]
        ),
        facts=tuple(
            (f"Quyết định số {one.number}", f"{level_word(one.level)}, mã {one.sha256[:12]}")
            for one in results
        ),
        steps=(
            StepLine("Mức theo điểm", "", LEVELS.get(last.by_score), level_word(last.by_score), ""),
            StepLine(
                "Mức trước trần xuất sắc", "", LEVELS.get(last.before_cap),
                level_word(last.before_cap), last.moved_reason,
            ),
            StepLine(
                "Mức sau trần xuất sắc", "Đ20.5", LEVELS.get(last.level), level_word(last.level),
                _no_place(last.capped_in),
            ),
        ) if last.level else (),
        moves=(),
        cases=(),
        form_href=_form_href(period, form),
    )  # fmt: skip


def _post(form: RatingRow) -> str:
    return ", ".join(one for one in (form.title, form.unit_name) if one)


def _form_href(period: PeriodRow, form: RatingRow) -> str:
    return reverse("rating", args=(int(period.key), form.person))


def _answer(row: RatedRow, found: RatedRound) -> str:
    if not row.is_ranked:
        return f"Không xếp loại: {row.reason}."
    mean = f", trung bình {mean_told(row.exact, found.rules)}" if row.exact is not None else ""
    return f"Tạm tính: {level_word(row.level)}{mean}."


def _facts(row: RatedRow) -> tuple[tuple[str, str], ...]:
    served, told = row.facts.service, []
    if served:
        leave = ", có nghỉ ốm hoặc thai sản" if served.protected else ""
        told.append(("Thời gian công tác", f"{count(served.whole_months)} tháng tròn{leave}"))
    if row.facts.discipline:
        told.append(("Kỷ luật tính trong năm", row.facts.discipline))
    if row.row.heads_name:
        level = row.facts.organisation
        told.append(
            (
                f"Mức của {row.row.heads_name}",
                level_word(level) if level else "chưa được công nhận",
            )
        )
    if row.row.own_level:
        told.append(("Tự xếp loại", level_word(row.row.own_level)))
    if row.row.rank:
        told.append(("Thứ tự khi bằng điểm", f"{row.row.rank}: {row.row.rank_reason}"))
    return tuple(told)


def _steps(row: RatedRow) -> tuple[StepLine, ...]:
    """Every level line of the rule, and the cap as the last."""
    move = row.facts.move
    why = {
        "after_automatic": "; ".join(
            [*([row.facts.discipline] if row.facts.discipline else []),
             *(one.document for one in row.facts.cases)]
        ),
        "level": move.reason if move else "",
    }  # fmt: skip
    told = [
        StepLine(one.label, one.clause, LEVELS.get(one.level), level_word(one.level),
                 why.get(one.name, ""))
        for one in row.steps
    ]  # fmt: skip
    if told:
        told.append(
            StepLine("Mức sau trần xuất sắc", "Đ20.5", LEVELS.get(row.level),
                     level_word(row.level), _no_place(row.capped_in))
        )  # fmt: skip
    return tuple(told)


def _no_place(scope: str) -> str:
    return f"hết chỗ trong {SCOPES.get(scope, scope)}" if scope else ""
