"""Địa chỉ thư: the office enters where its people get the daily letter, many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import SET_ADDRESS
from congvu.apps.accounts import actions
from congvu.apps.accounts.queries import is_address, with_address
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import user_ids
from congvu.apps.positions.queries import HeldPosting, postings_under
from congvu.web.shared.frame import show
from congvu.web.shared.numbers import count
from congvu.web.shared.reach import own_paths

MISTAKEN = 422
MOST_LINES = 5_000
LONGEST_TEXT = 1 << 19
ROWS_SHOWN = 50
EXAMPLE = "mỗi dòng một người: mã, rồi địa chỉ, ví dụ CC0123 an.nguyen@khanhhoa.gov.vn"


@dataclass(frozen=True)
class AddressesPage:
    """How many have an address, who has none, what was pasted and what was wrong in it."""

    answer: str
    lacking: tuple[str, ...]
    more: int
    typed: str
    faults: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: HttpRequest) -> HttpResponse:
    """Show who has no address; take pasted lines, all or none of them."""
    people = _people(request)
    accounts = user_ids([one.person_id for one in people])
    if request.method != "POST":
        return _show(request, people, accounts)
    typed = request.POST.get("dia-chi", "")[:LONGEST_TEXT]
    found, faults = _read(typed, people, accounts)
    if not faults:
        try:
            changed = actions.set_addresses(found, by=request.user, at=clock.now())
        except Refused as refused:
            faults = [str(refused)]
        else:
            messages.success(request, f"Đã lưu {count(changed)} địa chỉ.")
            return redirect("addresses")
    return _show(request, people, accounts, typed, faults)


def _people(request: HttpRequest) -> list[HeldPosting]:
    """Whoever holds a primary posting in the office's units today."""
    paths = own_paths(request.rights, SET_ADDRESS)
    return [one for path in paths for one in postings_under(path, on=clock.today())]


def _read(
    typed: str, people: Sequence[HeldPosting], accounts: Mapping[int, int]
) -> tuple[dict[int, str], list[str]]:
    """Return addresses by account and what is wrong, line by line; a code out of reach is none."""
    by_code = {one.person.casefold(): one.person_id for one in people}
    found: dict[int, str] = {}
    faults: list[str] = []
    lines = [(n, line.split()) for n, line in enumerate(typed.splitlines(), 1) if line.strip()]
    for number, parts in lines[:MOST_LINES]:
        if len(parts) != 2 or not is_address(parts[1]):
            faults.append(f"Dòng {number}: cần {EXAMPLE}.")
        elif (person := by_code.get(parts[0].casefold())) is None:
            faults.append(f"Dòng {number}: không có người mang mã “{parts[0][:40]}” ở cơ quan này.")
        elif person not in accounts:
            faults.append(f"Dòng {number}: người mang mã “{parts[0][:40]}” chưa có tài khoản.")
        else:
            found[accounts[person]] = parts[1]
    if not lines:
        faults.append(f"Chưa dán dòng nào; {EXAMPLE}.")
    if len(lines) > MOST_LINES:
        faults.append(f"Dán nhiều nhất {count(MOST_LINES)} dòng một lần.")
    return found, faults


def _show(
    request: HttpRequest,
    people: Sequence[HeldPosting],
    accounts: Mapping[int, int],
    typed: str = "",
    faults: Sequence[str] = (),
) -> HttpResponse:
    reached = with_address([*accounts.values()])
    lacking = [one for one in people if accounts.get(one.person_id) not in reached]
    page = AddressesPage(
        answer=f"{count(len(people) - len(lacking))} trong {count(len(people))} người đã có địa "
        "chỉ nhận thư nhắc việc.",
        lacking=tuple(f"{one.full_name} ({one.person})" for one in lacking[:ROWS_SHOWN]),
        more=max(0, len(lacking) - ROWS_SHOWN),
        typed=typed,
        faults=tuple(faults[:ROWS_SHOWN]),
    )
    return show(request, "reminders/addresses.html", MISTAKEN if faults else 200, page=page)
