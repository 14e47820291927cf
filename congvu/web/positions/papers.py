"""The papers of positions, to be signed: descriptions, the list, a person's competencies."""

from collections.abc import Sequence
from datetime import date

from congvu.apps.positions.enums import CompetencyGroup, PositionGroup
from congvu.apps.positions.queries import (
    AssessedRow,
    DescriptionRow,
    EditionRow,
    HeldPosting,
    description_in,
    descriptions,
)
from congvu.apps.toolkit.queries import form_texts
from congvu.exchange.forms.competency_profile import (
    CompetencyProfile,
    CompetencyRow,
    competency_profile,
)
from congvu.exchange.forms.job_description import (
    Duty,
    JobDescription,
    Outside,
    Requirement,
    job_description,
    job_descriptions,
)
from congvu.exchange.forms.paper import Paper
from congvu.exchange.forms.position_list import (
    ListedPosition,
    PositionList,
    RankCount,
    position_list,
)
from congvu.exchange.forms.words import (
    COMPETENCY_PROFILE,
    JOB_DESCRIPTION,
    POSITION_LIST,
    FormWords,
    words_of,
)


def description_paper(code: str, edition: EditionRow, *, today: date) -> Paper:
    """The description of a position (by code) as an edition words it."""
    told = _described(description_in(code, edition), edition)
    return job_description(told, _words(JOB_DESCRIPTION, today))


def descriptions_paper(edition: EditionRow, *, today: date) -> Paper:
    """Every description of an edition, each from a new page."""
    codes = [row.code for row in descriptions(edition.series, edition.number)]
    told = [_described(description_in(code, edition), edition) for code in codes]
    return job_descriptions(told, _words(JOB_DESCRIPTION, today))


def profile_paper(posting: HeldPosting, rows: Sequence[AssessedRow], *, today: date) -> Paper:
    """What a person's position requires beside what she and her head said, for both to sign."""
    groups = dict(CompetencyGroup.choices)
    profile = CompetencyProfile(
        person=posting.full_name,
        position=posting.position_name or posting.title,
        unit=posting.unit_name,
        period=f"Năm {today.year}",
        rows=tuple(
            CompetencyRow(
                str(groups[one.required.group]),
                one.required.name,
                one.required.span,
                one.self_level,
                one.head_level,
            )
            for one in sorted(rows, key=lambda one: list(groups).index(one.required.group))
        ),
    )
    return competency_profile(profile, _words(COMPETENCY_PROFILE, today))


def list_paper(edition: EditionRow, *, today: date) -> Paper:
    """The list of an edition with its ranks and sums."""
    rows = descriptions(edition.series, edition.number)
    listed = PositionList(edition.name, tuple(_listed(row) for row in rows))
    return position_list(listed, _words(POSITION_LIST, today))


def _words(form: str, today: date) -> FormWords:
    chosen = form_texts(on=today).items()
    return words_of(
        form, [{"form": f, "field": field, "text": text} for (f, field), text in chosen]
    )


def _described(row: DescriptionRow, edition: EditionRow) -> JobDescription:
    groups = dict(CompetencyGroup.choices)
    return JobDescription(
        code=row.code,
        name=row.name,
        starts_on=edition.valid_from,
        purpose=row.purpose,
        duties=tuple(Duty(one.number, one.duty, one.work, one.criteria) for one in row.duties),
        works_with=row.inside,
        outside=(Outside(row.outside),) if row.outside else (),
        authority=tuple(row.authority.split("\n")) if row.authority else (),
        education=row.education,
        experience=row.experience,
        qualities=row.qualities,
        other=row.other,
        requirements=tuple(
            Requirement(groups[one.group], one.name, one.span) for one in row.requirements
        ),
    )


def _listed(row: DescriptionRow) -> ListedPosition:
    ranks = tuple(RankCount(one.rank, one.headcount) for one in row.ranks)
    return ListedPosition(row.code, row.name, str(PositionGroup(row.group).label), ranks)
