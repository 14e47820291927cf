"""What each line of a block would become: a task to hand out, or cells to mend."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from congvu.apps.catalogue.queries import OfferedProduct
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.actions import NewTask
from congvu.apps.work.enums import Origin
from congvu.exchange.assigning.block import Block
from congvu.exchange.assigning.matching import Choice, NoMatch, People, Products, Staff
from congvu.exchange.workbook.cells import Fault, day_of, number_of
from congvu.exchange.workbook.headers import simplified
from congvu.kernel.dates import format_day
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import fold
from congvu.kernel.workdays import add_working_days

LONGEST_TITLE = 1000
LONGEST_REASON = 500
ONE = 100  # hundredths
_ORIGINS = {
    Origin.PLANNED: ("", "ke hoach", "trong ke hoach", "theo ke hoach", "duoc giao", "kh"),
    Origin.UNPLANNED: ("dot xuat", "phat sinh", "ngoai ke hoach", "dx", "phat sinh dot xuat"),
}
_ORIGIN_OF = {word: origin for origin, words in _ORIGINS.items() for word in words}
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell cannot be taken, what would be right, and candidates to choose from."""

    what: str
    right: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What lines are judged by: the period, today, the most an amount and a coefficient may be."""

    period: PeriodRow
    today: date
    most_amount: int
    most_coefficient: int

    def due_of(self, product: OfferedProduct | None) -> date:
        """The deadline where none is told: the product's working days from now, in the period."""
        start = max(self.today, self.period.starts_on)
        if product is None or product.default_days is None:
            return self.period.ends_on
        return min(add_working_days(start, product.default_days), self.period.ends_on)


@dataclass(slots=True)
class PlannedLine:
    """One line: its number, the texts of its cells, what is wrong, and the task it would become.

    `row` is None where something is wrong; `staff` and `product` are whom and what it names.
    """

    number: int
    cells: dict[str, str]
    faults: dict[str, CellFault] = field(default_factory=dict)
    staff: Staff | None = None
    product: OfferedProduct | None = None
    row: NewTask | None = None


def plan(
    block: Block,
    people: People,
    products: Products,
    terms: Terms,
    *,
    mended: Mapping[tuple[int, str], str],
    left_out: Collection[int] = (),
) -> list[PlannedLine]:
    """Judge every line of a block but those left out (by number).

    `mended` are texts by (line number, field) that stand in the place of what was pasted.
    """
    mends: dict[int, dict[str, str]] = {}
    for (line, key), text in mended.items():
        mends.setdefault(line, {})[key] = text
    planned = []
    for at, (number, _texts) in enumerate(block.lines):
        if number in left_out:
            continue
        cells = block.cells(at) | mends.get(number, {})
        planned.append(judge(number, cells, people, products, terms))
    return planned


def judge(
    number: int, cells: dict[str, str], people: People, products: Products, terms: Terms
) -> PlannedLine:
    """Judge one line by its texts under each field."""
    return _Line(number, cells, terms).judged(people, products)


class _Line:
    """One line while it is read: each cell into a value, or a fault under its field."""

    def __init__(self, number: int, cells: dict[str, str], terms: Terms) -> None:
        self.made = PlannedLine(number, cells)
        self.terms = terms

    def judged(self, people: People, products: Products) -> PlannedLine:
        made = self.made
        made.staff = self._person(people)
        made.product = self._product(products)
        title = self._title()
        coefficient = self._coefficient(products)
        amount = self._number("amount", 2, self.terms.most_amount, ONE)
        due = self._due()
        origin, asked = self._origin()
        if not made.faults and made.staff and coefficient and amount and due:
            made.row = NewTask(
                person=made.staff.code,
                unit=made.staff.unit,
                title=title,
                coefficient_tenths=coefficient,
                assigned_hundredths=amount,
                due_on=due,
                origin=origin,
                product_id=made.product.id if made.product else None,
                output=self._output(),
                origin_reason=asked,
            )
        return made

    def text(self, key: str) -> str:
        return self.made.cells.get(key, "").strip()

    def _fault(self, key: str, what: str, right: str, choices: tuple[Choice, ...] = ()) -> None:
        self.made.faults.setdefault(key, CellFault(what, right, choices))

    def _person(self, people: People) -> Staff | None:
        key = "person_code" if self.text("person_code") else "person"
        try:
            found = people.find(self.text(key))
            if key == "person_code" and self.text("person"):
                self._same_name(found, people)
        except NoMatch as none:
            self._fault(key, none.what, none.right, none.choices)
            return None
        return found

    def _same_name(self, found: Staff, people: People) -> None:
        """Code before name, but a name beside it must not be another's."""
        try:
            named = people.find(self.text("person"))
        except NoMatch as several:
            if any(code == found.code for code, _label in several.choices):
                return
            raise
        if named.code != found.code:
            raise NoMatch(
                f"mã này là của {found.name}, dòng lại ghi “{self.text('person')}”",
                "mã và họ tên của cùng một người",
                ((found.code, found.name), (named.code, named.name)),
            )

    def _product(self, products: Products) -> OfferedProduct | None:
        key = "product_code" if self.text("product_code") else "product"
        try:
            if key == "product_code":
                return products.coded(self.text(key))
            return products.named(self.text(key)) if self.text(key) else None
        except NoMatch as none:
            self._fault(key, none.what, none.right, none.choices)
            return None

    def _title(self) -> str:
        product = self.made.product
        typed = self.text("product")
        title = product.name if product and (not typed or _names(product, typed)) else typed
        if not title and "product_code" not in self.made.faults:
            self._fault("product", "chưa ghi sản phẩm, nội dung", "mã, tên sản phẩm hoặc nội dung")
        elif len(title) > LONGEST_TITLE:
            self._fault("product", f"dài {len(title)} ký tự", f"nhiều nhất {LONGEST_TITLE} ký tự")
        return title

    def _coefficient(self, products: Products) -> int | None:
        product, typed = self.made.product, self.text("coefficient")
        if product is None and not typed:
            if self.made.faults.keys() & {"product", "product_code"}:
                return None
            near = products.alike(self.text("product"))
            if near:
                self._fault("product", "không có trong danh mục", "chọn sản phẩm gần giống", near)
            self._fault("coefficient", "việc ngoài danh mục mà chưa có hệ số", "hệ số, ví dụ 1,0")
            return None
        standing = product.coefficient_tenths if product else None
        value = self._number("coefficient", 1, self.terms.most_coefficient, standing)
        if product and value is not None and value != product.coefficient_tenths:
            told = format_fixed(product.coefficient_tenths, places=1)
            self._fault("coefficient", f"danh mục ghi hệ số {told}", f"{told}, hoặc để trống")
        return value

    def _number(self, key: str, places: int, most: int, blank: int | None) -> int | None:
        text = self.text(key)
        if not text:
            return blank
        try:
            value = number_of(f"s{text}", places)
        except Fault as fault:
            self._fault(key, fault.what, fault.right)
            return None
        if not 0 < value <= most:
            told = format_fixed(most, places=places, show=0)
            self._fault(key, f"“{text[:20]}” ngoài khoảng cho phép", f"lớn hơn 0, tới {told}")
            return None
        return value

    def _due(self) -> date | None:
        text = self.text("due")
        if not text:
            return self.terms.due_of(self.made.product)
        try:
            day, _serial = day_of(f"s{self._with_year(text)}")
        except Fault as fault:
            self._fault("due", fault.what, fault.right)
            return None
        if day < self.terms.period.starts_on:
            first = format_day(self.terms.period.starts_on)
            self._fault("due", f"hạn {format_day(day)} trước kỳ này", f"từ {first} trở đi")
            return None
        return day

    def _with_year(self, text: str) -> str:
        """ "20/11" is a day of the period's year."""
        found = _DAY_AND_MONTH.fullmatch(text)
        return f"{text}{found[2]}{self.terms.period.starts_on.year}" if found else text

    def _origin(self) -> tuple[Origin, str]:
        typed, asked = self.text("origin"), self.text("asked")
        origin = _ORIGIN_OF.get(simplified(typed))
        if origin is None:
            self._fault("origin", f"“{typed[:40]}” chưa rõ", "kế hoạch hoặc đột xuất")
            return Origin.PLANNED, asked
        asked = asked or (self.text("note") if origin is Origin.UNPLANNED else "")
        if origin is Origin.UNPLANNED and not asked:
            self._fault("asked", "việc đột xuất mà chưa ghi căn cứ", "văn bản hoặc người giao")
        if len(asked) > LONGEST_REASON:
            self._fault("asked", f"dài {len(asked)} ký tự", f"nhiều nhất {LONGEST_REASON} ký tự")
        return origin, asked

    def _output(self) -> str:
        product, note = self.made.product, self.text("note")
        output = self.text("output") or (product.output if product else "")
        return f"{output} (Ghi chú: {note})".strip() if note else output


def _names(product: OfferedProduct, typed: str) -> bool:
    """Whether what was typed only names the product, and is no wording of this very task."""
    return fold(typed) in {fold(product.name), fold(product.code), f"#{product.id}"}
