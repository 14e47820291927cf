"""The rules in force as a page: articles in order, then what the text leaves to the province."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from congvu.engine.scoring import program_for
from congvu.kernel.dates import format_day
from congvu.law.passages import passages
from congvu.law.registry import Rules, the_law
from congvu.law.schema import Parameter
from congvu.web.shared.clauses import LOCAL, anchor, references, words
from congvu.web.shared.rules_view import RuleItem, RulePart, RulesPage, Setting

QUOTED, ONE_LINE = 420, 16
ORGANISATIONS = "org_"
ARTICLE = re.compile(r"^Đ(\d+)")
HEADING = re.compile(r"\s*Điều (\d+)\. ")
NOT_HELD = "Chưa có toàn văn của văn bản này."
LOCAL_NOTE = (
    "Văn bản không nói rõ những điểm này. Giá trị dưới đây là lựa chọn của địa phương, "
    "có giới hạn, không phải quy định của pháp luật."
)


def rules_page(rules: Rules, *, problem: str = "") -> RulesPage:
    """The page of one set of Rules."""
    local = [one for one in rules.parameters.values() if one.local]
    stated = [one for one in rules.parameters.values() if not one.local]
    of_bodies = rules.subject == "organisation"
    people = [one for one in stated if of_bodies or not one.name.startswith(ORGANISATIONS)]
    bodies = [one for one in stated if one not in people]
    quotations = _passages(rules)
    headings = {at: line for path in _held(rules) for at, line in _headings(path).items()}
    return RulesPage(
        title=rules.title,
        day=format_day(rules.day),
        fingerprint=rules.fingerprint[:16],
        local=program_for(rules).local,
        decision=rules.overlay.decision if rules.overlay else "",
        parts=(
            *_articles(_by_clause(people, _used(rules), quotations), quotations, headings),
            _local_part(local),
            *_articles(_by_clause(bodies, set(), quotations), quotations, headings),
        ),
        text=rules.text,
        problem=problem,
    )


def _used(rules: Rules) -> set[str]:
    """Every clause that a line or a cause of the running rule names."""
    stages = program_for(rules).stages.values()
    lines = [step.clause for stage in stages for step in (*stage.steps, *stage.causes)]
    return {found for line in lines for found in references(line)}


def _passages(rules: Rules) -> Mapping[str, str]:
    return {at: text for path in _held(rules) for at, text in passages(path).items()}


def _held(rules: Rules) -> list[Path]:
    """The full texts we hold of the instruments that these Rules cite."""
    cited = {one.instrument for one in rules.parameters.values()}
    return [one.held for one in the_law().instruments.values() if one.held and one.id in cited]


def _by_clause(
    stated: Iterable[Parameter], used: set[str], quotations: Mapping[str, str]
) -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {at: [] for at in used if not at.startswith(LOCAL)}
    for one in stated:
        found.setdefault(one.at, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: _order(pair[0])))


def _order(at: str) -> tuple[int, int, int, str]:
    numbers = [int(number) for number in re.findall(r"\d+", at)[:2]]
    return (0 if at.startswith("Đ") else 1, *[*numbers, 0, 0][:2], at)


def _articles(
    by_clause: Mapping[str, list[Parameter]],
    quotations: Mapping[str, str],
    headings: Mapping[str, str],
) -> Iterable[RulePart]:
    for article, found in groupby(by_clause.items(), key=lambda pair: _article(pair[0])):
        items = tuple(_clause_item(at, params, quotations) for at, params in found)
        title = headings.get(article, words(article))
        yield RulePart(_free(anchor(article), items), title, "", items, local=False)


def _free(name: str, items: Iterable[RuleItem]) -> str:
    """The article's own anchor, unless one of its items is the article as a whole."""
    return f"phan-{name}" if any(item.anchor == name for item in items) else name


def _article(at: str) -> str:
    found = ARTICLE.match(at)
    return f"Đ{found[1]}" if found else at.partition(".")[0]


@lru_cache(maxsize=8)
def _headings(path: Path) -> Mapping[str, str]:
    """The articles' own headings in a held text: "Đ14" → "Điều 14. Xác định điểm …"."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {f"Đ{found[1]}": line.strip() for line in lines if (found := HEADING.match(line))}


def _clause_item(at: str, params: Iterable[Parameter], quotations: Mapping[str, str]) -> RuleItem:
    params = list(params)
    whole = quotations.get(at, "")
    short = len(whole) <= QUOTED
    said = " … ".join(dict.fromkeys(one.says for one in params if one.says))
    return RuleItem(
        anchor=anchor(at),
        where=words(at),
        settings=tuple(_setting(one) for one in params),
        says=_quotation(whole, said),
        rest="" if short else whole,
        local=False,
        unsure=any(one.unsure for one in params),
    )


def _quotation(whole: str, said: str) -> str:
    """The clause itself if it is short, else the words that the values were read from."""
    if whole and len(whole) <= QUOTED:
        return whole
    if said or not whole:
        return said or NOT_HELD
    return whole[:QUOTED].rsplit(" ", 1)[0] + " …"


def _local_part(local: Iterable[Parameter]) -> RulePart:
    items = tuple(
        RuleItem(
            anchor=anchor(f"local.{one.name}"),
            where=_limits(one),
            settings=(_setting(one),),
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
        if low == high:
            return "Chỉ có một giá trị được cài đặt"
        return f"Có thể chọn từ {one.shown(low)} đến {one.shown(high)}"
    return "Chỉ có một cách hiểu được cài đặt"


def _setting(one: Parameter) -> Setting:
    """A value with its unit, short ones kept on one line."""
    shown = one.shown()
    return Setting(one.label, shown.replace(" ", "\u00a0") if len(shown) <= ONE_LINE else shown)
