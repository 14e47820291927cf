"""From what is looked for or chosen to the page that logs one line of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.catalogue.queries import OfferedProduct, ProductRow
from congvu.apps.work.queries import TaskRow
from congvu.kernel.vietnamese import fold
from congvu.web.officer.line_form import FIELDS, ONE, Problem, Typed, fresh_key
from congvu.web.officer.today_view import Quick
from congvu.web.shared.deadlines import due
from congvu.web.shared.numbers import amount, coefficient


@dataclass(frozen=True)
class Field:
    """One field of the form: what was typed, and what is wrong with it."""

    name: str
    value: str
    problem: str = ""


@dataclass(frozen=True)
class LineForm:
    """The form of one line; `ad_hoc`: the work is in no catalogue and is named here."""

    key: str
    task: str
    product: str
    what: str
    below: str
    day: Field
    amount: Field
    hours: Field
    note: Field
    title: Field
    coefficient: Field
    problems: tuple[Problem, ...]
    last_day: str

    @property
    def ad_hoc(self) -> bool:
        """Whether neither a task nor a product is chosen."""
        return not self.task and not self.product


@dataclass(frozen=True)
class LogPage:
    """The page: the search and what it found, or the form of what was chosen."""

    search: str
    who: str
    tasks: tuple[Quick, ...]
    products: tuple[Quick, ...]
    form: LineForm
    nothing: bool


def line_form(
    typed: Typed,
    *,
    today: date,
    what: str = "",
    below: str = "",
    problems: Sequence[Problem] = (),
) -> LineForm:
    """The form as it was typed, a new one with one piece done today."""
    wrong = {problem.field: problem.words for problem in problems}

    def field(name: str, otherwise: str = "") -> Field:
        return Field(FIELDS[name], getattr(typed, name) or otherwise, wrong.get(FIELDS[name], ""))

    return LineForm(
        key=typed.key or fresh_key(),
        task=typed.task,
        product=typed.product,
        what=what,
        below=below,
        day=field("day", str(today)),
        amount=field("amount", ONE),
        hours=field("hours"),
        note=field("note"),
        title=field("title"),
        coefficient=field("coefficient"),
        problems=tuple(problems),
        last_day=str(today),
    )


def log_page(
    search: str,
    *,
    who: str,
    tasks: Iterable[TaskRow],
    products: Iterable[OfferedProduct],
    form: LineForm,
    today: date,
) -> LogPage:
    """The page for what is looked for; own tasks first, then the catalogue."""
    found = tuple(_task(task, today) for task in matching(tasks, search)) if search else ()
    listed = tuple(_product(one) for one in products)
    return LogPage(search, who, found, listed, form, bool(search) and not (found or listed))


def matching(tasks: Iterable[TaskRow], search: str) -> list[TaskRow]:
    """The tasks that hold every word, marks and case aside."""
    words = fold(search).split()
    return [
        task
        for task in tasks
        if not task.handed_back
        and all(word in fold(f"{task.product or ''} {task.title} {task.output}") for word in words)
    ]


def named(*, task: TaskRow | None, product: ProductRow | None) -> tuple[str, str]:
    """What a line is about, and what is said below it."""
    if task is not None:
        done, asked = amount(task.reported_hundredths), amount(task.assigned_hundredths)
        return task.title, f"hạn {task.due_on:%d/%m}, xong {done} trong {asked}"
    if product is not None:
        return product.name, f"mã {product.code}, hệ số {coefficient(product.coefficient_tenths)}"
    return "", ""


def _task(task: TaskRow, today: date) -> Quick:
    done = f"xong {amount(task.reported_hundredths)} trong {amount(task.assigned_hundredths)}"
    return Quick(
        title=task.title,
        below=f"{due('hạn', task.due_on, today)} · {done}",
        product="",
        task=str(task.id),
        key=fresh_key(),
        href=f"{reverse('log_work')}?{urlencode({FIELDS['task']: task.id})}",
    )


def _product(one: OfferedProduct) -> Quick:
    return Quick(
        title=one.name,
        below=f"mã {one.code}, hệ số {coefficient(one.coefficient_tenths)}",
        product=str(one.id),
        task="",
        key=fresh_key(),
        href=f"{reverse('log_work')}?{urlencode({FIELDS['product']: one.id})}",
    )
