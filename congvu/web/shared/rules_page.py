"""The rules in force as a page: articles in order, then what the text leaves to the province."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from congvu.engine.scoring import program_for
from congvu.kernel.dates import format_day
from congvu.law.clauses import clause_in_words
from congvu.law.passages import passages
from congvu.law.registry import Rules, the_law
from congvu.law.schema import Parameter
from congvu.web.shared.clauses import anchor, references
from congvu.web.shared.rules_view import RuleItem, RulePart, RulesPage, Setting

QUOTED = 420
ARTICLE = re.compile(r"^Đ(\d+)")
LOCAL_NOTE = (
    "Văn bản không nói rõ những điểm này. Giá trị dưới đây là lựa chọn của địa phương, "
    "có giới hạn, không phải quy định của pháp luật."
)


def rules_page(rules: Rules, *, problem: str = "") -> RulesPage:
    """The page of one set of Rules."""
    stated = [one for one in rules.parameters.values() if not one.local]
    local = [one for one in rules.parameters.values() if one.local]
    quotations = _passages(rules)
    by_clause = _by_clause(stated, _used(rules), quotations)
    return RulesPage(
        title=rules.title,
        day=format_day(rules.day),
        fingerprint=rules.fingerprint[:16],
        parts=(*_articles(by_clause, quotations), _local_part(local)),
        text=rules.text,
        problem=problem,
    )


def _used(rules: Rules) -> set[str]:
    """Every clause that a line or a cause of the running rule names."""
    stages = program_for(rules).stages.values()
    lines = [step.clause for stage in stages for step in (*stage.steps, *stage.causes)]
    return {found for line in lines for found in references(line)}


def _passages(rules: Rules) -> Mapping[str, str]:
    held = [one for one in the_law().instruments.values() if one.held and one.id in _cited(rules)]
    return {at: text for one in held for at, text in passages(one.held).items()}


def _cited(rules: Rules) -> set[str]:
    return {one.instrument for one in rules.parameters.values() if one.instrument}


def _by_clause(
    stated: Iterable[Parameter], used: set[str], quotations: Mapping[str, str]
) -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {at: [] for at in used if at in quotations}
    for one in stated:
        found.setdefault(one.at, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: _order(pair[0])))


def _order(at: str) -> tuple[int, int, int, str]:
    numbers = [int(number) for number in re.findall(r"\d+", at)[:2]]
    return (0 if at.startswith("Đ") else 1, *(numbers + [0, 0])[:2], at)


def _articles(
    by_clause: Mapping[str, list[Parameter]], quotations: Mapping[str, str]
) -> Iterable[RulePart]:
    for article, found in groupby(by_clause.items(), key=lambda pair: _article(pair[0])):
        items = tuple(_clause_item(at, params, quotations) for at, params in found)
        title = _heading(quotations.get(article, "")) or clause_in_words(article)
        yield RulePart(f"phan-{anchor(article)}", title, "", items, local=False)


def _article(at: str) -> str:
    found = ARTICLE.match(at)
    return f"Đ{found[1]}" if found else at.partition(".")[0]


def _heading(passage: str) -> str:
    """An article's own heading: "Điều 14. Xác định điểm …", up to its first clause."""
    found = re.match(r"(Điều \d+\. .+?)(?: 1\. |$)", passage)
    return found[1] if found and len(found[1]) < QUOTED else ""


def _clause_item(
    at: str, params: Iterable[Parameter], quotations: Mapping[str, str]
) -> RuleItem:
    params = list(params)
    whole = quotations.get(at, "")
    short = len(whole) <= QUOTED
    said = " … ".join(dict.fromkeys(one.says for one in params if one.says))
    return RuleItem(
        anchor=anchor(at),
        where=clause_in_words(at),
        settings=tuple(Setting(one.label, one.shown()) for one in params),
        says=whole if whole and short else said or whole[:QUOTED].rsplit(" ", 1)[0] + " …",
        rest="" if short else whole,
        local=False,
        unsure=any(one.unsure for one in params),
    )


def _local_part(local: Iterable[Parameter]) -> RulePart:
    items = tuple(
        RuleItem(
            anchor=anchor(f"local.{one.name}"),
            where=_limits(one),
            settings=(Setting(one.label, one.shown()),),
            says=one.why,
            rest="",
            local=True,
            unsure=one.unsure,
        )
        for one in local
    )
    return RulePart("dia-phuong", "Địa phương chọn", LOCAL_NOTE, items, local=True)


def _limits(one: Parameter) -> str:
    if one.choices:
        return "Có thể chọn: " + "; ".join(one.choices.values())
    if one.bounds:
        low, high = one.bounds
        return f"Có thể chọn từ {one.shown(low)} đến {one.shown(high)}"
    return "Chỉ có một cách hiểu được cài đặt"
