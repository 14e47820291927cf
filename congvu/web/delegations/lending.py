"""The form by which a head lets another act for her: what was typed, wrong, and meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.http import QueryDict

from congvu.apps.org.actions import NewDelegation
from congvu.apps.org.queries import AccountRow
from congvu.apps.org.roles import LENT_WORDS, ROLES, lendable
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.kernel.vietnamese import fold

WHO, GRANT, FROM, UNTIL, WHY, WHAT = "nguoi", "vai-tro", "tu", "den", "ly-do", "viec"
MOST_TYPED = 300
ONE_DAY = timedelta(days=1)
_CALLED = {"who": WHO, "since": FROM, "until": UNTIL, "why": WHY}


@dataclass(frozen=True)
class Own:
    """A grant of the reader's own that she may lend: its id, role and unit's name."""

    id: int
    role: str
    unit: str

    @property
    def label(self) -> str:
        """The role and where, in words."""
        return f"{ROLES[self.role].label}, {self.unit}"


@dataclass(frozen=True)
class Field:
    """One field: what was typed, and what is wrong with it."""

    name: str
    value: str
    fault: str


@dataclass(frozen=True)
class Choice:
    """Something to tick or to choose."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class Form:
    """The form as it is shown; `what` empty means all that may be lent."""

    own: tuple[Own, ...]
    colleagues: tuple[AccountRow, ...]
    typed: Mapping[str, str]
    what: tuple[str, ...] = ()
    faults: dict[str, str] = field(default_factory=dict)
    refused: str = ""

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the names that the template calls them by."""
        return {
            called: Field(name, self.typed.get(name, ""), self.faults.get(name, ""))
            for called, name in _CALLED.items()
        }

    @property
    def grants(self) -> tuple[Choice, ...]:
        """The reader's own grants, the chosen one (else the first) marked."""
        chosen = self.typed.get(GRANT, "") or str(self.own[0].id)
        return tuple(Choice(str(one.id), one.label, str(one.id) == chosen) for one in self.own)

    @property
    def parts(self) -> tuple[Choice, ...]:
        """What may be lent, each ticked if it is; everything as the form opens."""
        may = frozenset(name for one in self.own for name in lendable(one.role))
        return tuple(
            Choice(name, label, name in self.what or not self.what)
            for name, label in LENT_WORDS.items()
            if name in may
        )

    @property
    def is_wrong(self) -> bool:
        """Whether it has to be mended."""
        return bool(self.faults or self.refused)


def blank(own: Sequence[Own], colleagues: Sequence[AccountRow], *, today: date) -> Form:
    """The form as it opens: from today."""
    return Form(tuple(own), tuple(colleagues), {FROM: format_day(today)})


def read(blank_form: Form, posted: QueryDict) -> tuple[Form, NewDelegation | None]:
    """Read what was typed; every fault is told at its field, and what was typed is kept."""
    names = (WHO, GRANT, FROM, UNTIL, WHY)
    typed = {name: posted.get(name, "").replace("\x00", "").strip()[:MOST_TYPED] for name in names}
    form = replace(blank_form, typed=typed, what=tuple(posted.getlist(WHAT)), faults={})
    grant = _grant(form)
    who = _who(form)
    begins, ends = _day(form, FROM), _day(form, UNTIL)
    if not typed[WHY]:
        form.faults[WHY] = "Ghi lý do, như “Đi công tác”."
    if form.faults or grant is None or who is None or begins is None or ends is None:
        return form, None
    return form, NewDelegation(
        grant.id, who.id, begins, ends + ONE_DAY, typed[WHY], _lent(form, grant)
    )


def refuse(form: Form, told: str) -> Form:
    """The form again, with why the records did not take it."""
    return replace(form, refused=told)


def offered(account: AccountRow) -> str:
    """How an account is offered and typed: "Nguyễn Văn An (an.nguyen)"."""
    return f"{account.name} ({account.username})"


def _grant(form: Form) -> Own | None:
    asked = form.typed[GRANT]
    found = [one for one in form.own if str(one.id) == asked or not asked]
    if not found:
        form.faults[GRANT] = "Chọn vai trò của mình để ủy quyền."
    return found[0] if found else None


def _who(form: Form) -> AccountRow | None:
    """The colleague that was meant: as offered, by sign-in name, or by the one name that fits."""
    text = form.typed[WHO]
    exact = [one for one in form.colleagues if text in (offered(one), one.username)]
    found = exact or [one for one in form.colleagues if text and fold(text) in fold(one.name)]
    if len(found) == 1:
        return found[0]
    if found:
        named = "; ".join(offered(one) for one in found[:5])
        form.faults[WHO] = f"“{text}” chưa rõ là ai. Gõ một trong: {named}."
    elif text:
        form.faults[WHO] = f"Không có ai mang tên “{text}” có tài khoản trong cơ quan."
    else:
        form.faults[WHO] = "Gõ họ tên người làm thay."
    return None


def _day(form: Form, name: str) -> date | None:
    try:
        return parse_day(form.typed[name])
    except NotADay as wrong:
        empty = "Ghi ngày, như 05/11/2026."
        form.faults[name] = str(wrong) if form.typed[name] else empty
        return None


def _lent(form: Form, grant: Own) -> tuple[str, ...]:
    """What is lent by name; nothing where all is, so that the whole follows the role."""
    may = lendable(grant.role)
    worded = may & LENT_WORDS.keys()
    chosen = frozenset(form.what)
    return () if not chosen or chosen >= worded else tuple(sorted(chosen))
