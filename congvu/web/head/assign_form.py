"""What was typed into the form of one piece of work, and what it would hand out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.http import QueryDict

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import last_day_of
from congvu.apps.work import actions
from congvu.apps.work.actions import Given, NewPortion, NewRecurrence, NewWhole, Planned
from congvu.exchange.assigning.matching import People, Products, Staff
from congvu.exchange.assigning.planning import PlannedLine, judge
from congvu.kernel.fixed import NotANumber, apportion, parse_fixed
from congvu.kernel.periods import Month, NotAPeriod
from congvu.web.head.desk import Desk

EACH, SHARED, LONG, REPEATED = "moi", "chung", "dai", "lap"
MODES = {
    EACH: "Mỗi người một việc",
    SHARED: "Nhiều người chia một việc",
    LONG: "Việc dài nhiều tháng",
    REPEATED: "Lặp lại hằng tháng",
}
LONG_MONTHS = 12
WHOLE = 10_000
FIELD_OF = {
    "person": "nguoi", "person_code": "nguoi", "product": "ten", "product_code": "san-pham",
    "amount": "so-luong", "due": "han", "coefficient": "he-so", "origin": "nguon",
    "asked": "can-cu", "output": "dau-ra",
}  # fmt: skip
TEXTS = (
    "tim", "san-pham", "ten", "dau-ra", "he-so", "so-luong", "han", "nguon", "can-cu", "chu-tri",
    "ngay", "tu", "den", "so-thang",
)  # fmt: skip


@dataclass
class Typed:
    """The form as typed: texts by field, people chosen by code, shares by person or month."""

    mode: str = EACH
    key: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    shares: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """One field as typed, without the blanks around it."""
        return self.texts.get(name, "").strip()


def fresh(mode: str) -> Typed:
    """An empty form with a key of its own, by which sending it twice gives out once."""
    return Typed(mode=mode if mode in MODES else EACH, key=str(uuid4()))


def typed_of(sent: QueryDict) -> Typed:
    """The form as it was sent."""
    mode = sent.get("cach", "")
    shares = {
        name.partition("-le-")[2]: text.strip()
        for name, text in sent.items()
        if name.startswith("ty-le-") and text.strip()
    }
    return Typed(
        mode=mode if mode in MODES else EACH,
        key=sent.get("khoa", ""),
        texts={name: sent.get(name, "").replace("\x00", "") for name in TEXTS},
        people=tuple(dict.fromkeys(sent.getlist("nguoi"))),
        shares=shares,
    )


def key_of(typed: Typed) -> UUID:
    """The form's key; raises Refused for one that is none."""
    try:
        return UUID(typed.key)
    except ValueError as none:
        raise Refused("Biểu mẫu này không còn dùng được; hãy mở lại trang Giao việc.") from none


def read(
    typed: Typed, desk: Desk, products: Products
) -> tuple[list[Staff], list[PlannedLine]] | None:
    """Judge the form: who is meant and one line each; None where `typed.faults` tells why not."""
    known = {one.code: one for one in desk.givable}
    chosen = [known[code] for code in typed.people if code in known]
    if len(chosen) < len(typed.people):
        typed.faults["nguoi"] = "Có người không thuộc phạm vi ông/bà giao việc; chọn lại."
    elif not chosen:
        typed.faults["nguoi"] = "Chưa chọn người; tích ít nhất một người."
    elif typed.mode == LONG and len(chosen) > 1:
        typed.faults["nguoi"] = "Việc dài chia theo tháng của một người; chọn một người."
    people, terms = People(desk.givable), desk.terms()
    first = chosen or list(desk.givable[:1])
    lines = [judge(0, _cells(typed, one), people, products, terms) for one in first]
    for line in lines[:1]:
        for name, fault in line.faults.items():
            told = f"{fault.what[:1].upper()}{fault.what[1:]}: cần {fault.right}."
            typed.faults.setdefault(FIELD_OF.get(name, name), told)
    return None if typed.faults or not chosen else (chosen, lines)


def _cells(typed: Typed, one: Staff) -> dict[str, str]:
    product = typed.text("san-pham")
    return {
        "person_code": one.code,
        "product_code": f"#{product}" if product else "",
        "product": typed.text("ten"),
        "output": typed.text("dau-ra"),
        "amount": typed.text("so-luong"),
        "due": typed.text("han") if typed.mode in (EACH, SHARED) else "",
        "coefficient": typed.text("he-so"),
        "origin": "đột xuất" if typed.text("nguon") == "dot-xuat" else "",
        "asked": typed.text("can-cu"),
    }


@dataclass
class Work:
    """A form that was read whole: who it is for and what it says, ready to be handed out."""

    typed: Typed
    desk: Desk
    staff: list[Staff]
    lines: list[PlannedLine]

    def give(self, by: Actor) -> Given:
        """Hand it out once; raises Refused, with `typed.faults` where a field is at fault."""
        give: Mapping[str, Callable[[Actor], Given]] = {
            EACH: self._each,
            SHARED: self._shared,
            LONG: self._long,
            REPEATED: self._repeated,
        }
        return actions.give_once(
            key_of(self.typed), lambda: give[self.typed.mode](by), by=by, at=self.desk.now
        )

    def _each(self, by: Actor) -> Given:
        rows = [line.row for line in self.lines if line.row]
        period = self.desk.period
        assert period is not None  # noqa: S101 - a form is read only where a month is open
        return Given(tuple(actions.assign_tasks(period.id, rows, by=by, at=self.desk.now)))

    def _shared(self, by: Actor) -> Given:
        shares = self._shares([one.code for one in self.staff])
        leader = self.typed.text("chu-tri")
        due = Month.of(self._row.due_on)
        month = due if due in self._months else self._months[0]
        portions = [
            NewPortion(one.code, one.unit, month, self._row.due_on, share, leads=one.code == leader)
            for one, share in zip(self.staff, shares, strict=True)
        ]
        return self._planned(portions, by)

    def _long(self, by: Actor) -> Given:
        first, (one,) = self._months[0], self.staff
        months = [first.plus(ahead) for ahead in range(LONG_MONTHS)]
        named = [month for month in months if month.key in self.typed.shares]
        if not named:
            named = months[: self._whole_number("so-thang", 2, LONG_MONTHS)]
        shares = self._shares([month.key for month in named])
        portions = [
            NewPortion(one.code, one.unit, month, last_day_of(month), share)
            for month, share in zip(named, shares, strict=True)
        ]
        return self._planned(portions, by)

    def _planned(self, portions: list[NewPortion], by: Actor) -> Given:
        row = self._row
        whole = NewWhole(
            row.title, row.coefficient_tenths, row.assigned_hundredths, row.product_id, row.output
        )
        made = actions.share_work(whole, portions, by=by, at=self.desk.now)
        return Given(self._handed_out(Planned(whole=made), by), whole=made)

    def _repeated(self, by: Actor) -> Given:
        day = self._whole_number("ngay", 1, 31)
        first, last = self._month("tu"), self._month("den")
        if first is None:
            first = self._months[0]
        if last is not None and last < first:
            self._wrong("den", "Tháng cuối không được trước tháng đầu.")
        rows = [
            NewRecurrence(
                one.code, one.unit, self._row.title, self._row.coefficient_tenths,
                self._row.assigned_hundredths, day, first, last, self._row.product_id,
                self._row.output,
            )
            for one in self.staff
        ]  # fmt: skip
        ids = tuple(actions.repeat_work(rows, by=by, at=self.desk.now))
        return Given(self._handed_out(Planned(recurrences=ids), by), ids)

    def _handed_out(self, planned: Planned, by: Actor) -> tuple[int, ...]:
        made: list[int] = []
        for period in self.desk.open_months:
            made += actions.hand_out_ids(
                period, by=by, at=self.desk.now, among=self.desk.among, only=planned
            )
        return tuple(made)

    @property
    def _months(self) -> tuple[Month, ...]:
        assert self.desk.period is not None  # noqa: S101 - a form is read only where one is open
        return self.desk.period.months

    @property
    def _row(self) -> actions.NewTask:
        row = self.lines[0].row
        assert row is not None  # noqa: S101 - lines with faults are never handed out
        return row

    def _shares(self, names: list[str]) -> list[int]:
        """Hundredths of a percent for each name: as typed, or equal parts where none is typed."""
        if not any(self.typed.shares.get(name) for name in names):
            return apportion(WHOLE, [1] * len(names))
        try:
            found = [
                parse_fixed(self.typed.shares.get(name, "0").rstrip(" %"), places=2)
                for name in names
            ]
        except NotANumber as wrong:
            self._wrong("ty-le", str(wrong))
        if min(found) <= 0:
            self._wrong("ty-le", "Mỗi người, mỗi tháng được chọn phải có tỷ lệ lớn hơn 0.")
        if sum(found) != WHOLE:
            told = f"{sum(found) // 100},{sum(found) % 100:02d} %"
            self._wrong("ty-le", f"Tỷ lệ cộng lại là {told}; phải đúng 100 %.")
        return found

    def _whole_number(self, name: str, least: int, most: int) -> int:
        text = self.typed.text(name)
        if not text.isdecimal() or not least <= int(text) <= most:
            self._wrong(name, f"Ghi một số từ {least} đến {most}.")
        return int(text)

    def _month(self, name: str) -> Month | None:
        text = self.typed.text(name)
        try:
            return Month.parse(text) if text else None
        except NotAPeriod as wrong:
            return self._wrong(name, str(wrong))

    def _wrong(self, name: str, told: str) -> None:
        self.typed.faults[name] = told
        raise Refused(told)
