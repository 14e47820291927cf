"""`congvu toolkit`: publish our lists as one signed file; look into, adopt and upgrade others'."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from congvu.cli._starting import set_up
from congvu.exchange.toolkit.keys import KeyRefused, fingerprint, load_key, make_key, public_part
from congvu.exchange.toolkit.package import Package, read_package
from congvu.exchange.toolkit.refusal import PackageRefused
from congvu.kernel.dates import NotADay, parse_day

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User
    from congvu.exchange.toolkit.adoption import Reception

REFUSED, CONFLICTS = 2, 4

app = typer.Typer(
    help="Đóng gói, xem, nhận và nâng cấp bộ công cụ (danh mục, vị trí, khung năng lực).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
File = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .congvu")]
Who = Annotated[str, typer.Option("--user", help="Tên đăng nhập của người làm việc này")]
Trust = Annotated[
    str, typer.Option("--trust", help="Dấu của khóa đã đối chiếu với nơi phát hành, “ab12 cd34 …”")
]


@app.command()
def key(path: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp khóa mới")]) -> None:
    """Tạo khóa ký; giữ kín tệp này, đọc dấu của khóa cho người nhận."""
    with _told():
        made = make_key(path)
    typer.echo(f"Đã tạo {path} (chỉ mình người tạo đọc được).")
    typer.echo(f"Dấu của khóa: {fingerprint(public_part(made))}")


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .congvu sẽ ghi")],
    version: Annotated[str, typer.Option(help="Số phiên bản, ví dụ 1.2.0")],
    user: Who,
    code: Annotated[str, typer.Option(help="Mã bộ công cụ (mặc định như lần trước)")] = "",
    name: Annotated[str, typer.Option(help="Tên bộ công cụ (mặc định như lần trước)")] = "",
    key_file: Annotated[
        Path | None, typer.Option("--key", help="Tệp khóa (mặc định CONGVU_TOOLKIT_KEY)")
    ] = None,
    on: Annotated[str, typer.Option(help="Ngày lấy các danh mục có hiệu lực")] = "",
    lists: Annotated[
        list[str] | None, typer.Option("--list", help="Chỉ danh mục này, viết loại/mã; lặp lại")
    ] = None,
    licence: Annotated[str, typer.Option(help="Giấy phép dùng lại")] = "CC-BY-4.0",
    note: Annotated[str, typer.Option(help="Ghi chú của phiên bản")] = "",
) -> None:
    """Công bố các danh mục đang có hiệu lực thành một tệp đã ký."""
    set_up()
    from congvu.access.policy import PUBLISH_TOOLKIT

    by = _acting(user, PUBLISH_TOOLKIT)
    from config import clock
    from congvu.exchange.toolkit.assembly import lists_in_force, proposed_facts, release

    with _told():
        day = parse_day(on) if on else clock.today()
        facts = proposed_facts(
            _province(), on=day, code=code, name=name, version=version, licence=licence, note=note
        )
        chosen = _named(lists_in_force(day), lists)
        made = release(facts, chosen, load_key(_key(key_file)), on=day, by=by, at=clock.now())
        out.write_bytes(made.content)
    typer.echo(f"Đã công bố {made.toolkit.name} {made.toolkit.version}: {out}")
    typer.echo(f"Dấu của khóa: {made.fingerprint}")


@app.command()
def inspect(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="In ra JSON")] = False,
) -> None:
    """Xem một bộ công cụ: ai phát hành, có gì, khác gì với danh mục ở đây. Không đổi gì."""
    with _told():
        package = read_package(file)
    set_up()
    from config import clock
    from congvu.exchange.toolkit import inspection
    from congvu.exchange.toolkit.report import as_values, told

    with _told():
        reception = _reception(package)
    seen = reception.inspection if reception else inspection.inspect(package, {}, on=clock.today())
    if as_json:
        values = as_values(seen, reception)
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(told(seen, reception)))


@app.command()
def adopt(
    file: File,
    user: Who,
    parts: Annotated[
        list[str],
        typer.Option("--parts", help="Danh mục nhận về, viết loại/mã (hoặc loại/mã=mã ở đây)"),
    ],
    trust: Trust = "",
    only_new_rows: Annotated[
        bool, typer.Option("--only-new-rows", help="Danh mục đã có ở đây: chỉ thêm dòng chưa có")
    ] = False,
    reason: Annotated[str, typer.Option(help="Lý do")] = "",
) -> None:
    """Nhận các danh mục về thành bản đề xuất, để thẩm định và ban hành ở đây."""
    set_up()
    from congvu.access.policy import ADOPT_TOOLKIT

    by = _acting(user, ADOPT_TOOLKIT)
    from config import clock
    from congvu.exchange.toolkit.adoption import Choosing, receive, take_over
    from congvu.exchange.toolkit.meeting import Way

    with _told():
        package = read_package(file)
        asked = [_asked(one) for one in parts]
        names = {(kind, there): here for kind, there, here in asked if here}
        found = receive(package, on=clock.today(), names=names)
        chosen = []
        for kind, there, _ in asked:
            ways = found.meeting(kind, there).ways
            if Way.MERGE in ways:
                _refuse(f"“{there}” đã nhận bản trước; dùng congvu toolkit upgrade để hợp nhất.")
            way = Way.ADD if only_new_rows and Way.ADD in ways else ways[0]
            chosen.append(Choosing(kind, there, way))
        made = take_over(
            found, chosen, trusts_key=_is_named(trust, package), reason=reason, by=by,
            at=clock.now(),
        )  # fmt: skip
    _tell_proposals(made)


@app.command()
def upgrade(
    file: File,
    user: Who,
    choose: Annotated[
        str, typer.Option(help="Chỗ cả hai bên cùng đổi: ours (giữ của ta) hoặc theirs (lấy mới)")
    ] = "",
    trust: Trust = "",
    reason: Annotated[str, typer.Option(help="Lý do")] = "",
) -> None:
    """Hợp nhất phiên bản mới với các danh mục đã nhận; kể từng chỗ hai bên đổi khác nhau."""
    set_up()
    from congvu.access.policy import ADOPT_TOOLKIT

    if choose not in ("", "ours", "theirs"):
        _refuse(f"--choose {choose}: chỉ có ours hoặc theirs.")
    by = _acting(user, ADOPT_TOOLKIT)
    from config import clock
    from congvu.engine.lists.conflicts import Side
    from congvu.exchange.toolkit.adoption import Choosing, receive, take_over
    from congvu.exchange.toolkit.meeting import Way
    from congvu.exchange.toolkit.report import conflict_lines

    with _told():
        package = read_package(file)
        found = receive(package, on=clock.today())
        if found.refusal:
            _refuse(found.refusal)
        merging = [one for one in found.meetings if Way.MERGE in one.ways]
        if not merging:
            _refuse("Không có danh mục nào để hợp nhất: chưa nhận, hoặc không có gì mới.")
        lines = [line for one in merging if one.is_comparable for line in conflict_lines(one)]
        typer.echo("\n".join(lines), nl=bool(lines))
        if lines and not choose:
            typer.echo(
                "Chọn --choose ours hoặc --choose theirs cho mọi chỗ trên, hoặc chọn từng chỗ ở "
                "trang Bộ công cụ.",
                err=True,
            )
            raise typer.Exit(CONFLICTS)
        chosen = [
            Choosing(
                one.theirs.kind, one.theirs.code, Way.MERGE,
                {conflict.id: Side(choose) for conflict in one.merged.conflicts}
                if one.is_comparable and one.merged else {},
            )
            for one in merging
        ]  # fmt: skip
        made = take_over(
            found, chosen, trusts_key=_is_named(trust, package), reason=reason, by=by,
            at=clock.now(),
        )  # fmt: skip
    _tell_proposals(made)


def _tell_proposals(made: Sequence[int]) -> None:
    listed = ", ".join(f"số {one}" for one in made)
    typer.echo(f"Đã lập bản đề xuất {listed}: thẩm định và ban hành như mọi bản khác.")


def _asked(text: str) -> tuple[str, str, str]:
    """Read "catalogue/XA" or "catalogue/XA=TH-XA"."""
    kind, slash, rest = text.partition("/")
    there, _, here = rest.partition("=")
    if not slash or not there.strip():
        _refuse(f"--parts {text}: hãy viết loại/mã như catalogue/XA, hoặc catalogue/XA=MÃ-Ở-ĐÂY.")
    return kind.strip(), there.strip(), here.strip()


def _named(found: Sequence, wanted: Sequence[str] | None) -> list:
    """Return the lists that were named, all where none was."""
    if not wanted:
        return list(found)
    by_name = {f"{one.kind}/{one.series}": one for one in found}
    if strange := [one for one in wanted if one not in by_name]:
        _refuse(f"Không có danh mục “{strange[0]}”; đang có: {', '.join(by_name)}.")
    return [by_name[one] for one in wanted]


def _is_named(trust: str, package: Package) -> bool:
    """Whether the user named the key that the package is signed with."""
    given = "".join(trust.split()).lower()
    if given and given != "".join(package.fingerprint.split()):
        _refuse(f"Gói ký bằng khóa {package.fingerprint}, khác dấu ghi ở --trust.")
    return bool(given)


def _reception(package: Package) -> "Reception | None":
    """Hold the package against our lists; None where no database answers."""
    from django.db import DatabaseError

    from config import clock
    from congvu.exchange.toolkit.adoption import receive

    try:
        return receive(package, on=clock.today())
    except DatabaseError:
        return None


def _acting(username: str, permission: str) -> "User":
    """Return the user in whose name the command acts; refused without the permission."""
    from django.db import DatabaseError

    from config import clock
    from congvu.access.rights import rights_of
    from congvu.apps.accounts.queries import user_named

    try:
        user = user_named(username)
        allowed = user is not None and rights_of(user, today=clock.today()).may(permission)
    except DatabaseError as fault:
        _refuse(f"Không nối được cơ sở dữ liệu (congvu database start): {fault}")
    if user is None or not user.is_active:
        _refuse(f"Không có tài khoản “{username}”.")
    if not allowed:
        _refuse(f"“{username}” không có quyền làm việc này.")
    return user


def _key(given: Path | None) -> Path:
    from django.conf import settings

    path = given or settings.TOOLKIT_KEY
    if path is None:
        _refuse("Chưa có khóa ký: dùng --key TỆP, hoặc đặt CONGVU_TOOLKIT_KEY.")
    return path


def _province() -> str:
    from django.conf import settings

    return settings.PROVINCE


@contextmanager
def _told() -> Iterator[None]:
    """Say in one line what was refused, and end with its code."""
    try:
        yield
    except (PackageRefused, KeyRefused, NotADay, OSError) as fault:
        _refuse(str(fault))
    except ValueError as fault:
        from congvu.apps.audit.refusals import Refused

        if isinstance(fault, Refused):
            _refuse(str(fault))
        raise


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
