"""`congvu account`: the first accounts of a province, and what nobody can do from a page.

Whoever may run it holds the server, so that its acts are the system's, with a reason in the record.
"""

import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from congvu.cli._starting import set_up

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
Name = Annotated[str, typer.Argument(help="Tên đăng nhập.")]
Reason = Annotated[str, typer.Option(help="Lý do, ghi vào nhật ký.")]


@app.callback()
def root() -> None:
    """Tài khoản: mở, cấp vai trò, đặt lại mật khẩu, gỡ lớp thứ hai, khóa."""
    set_up()


@app.command()
def create(
    name: Name,
    display_name: Annotated[str, typer.Option(help="Họ và tên hiện trên trang.")],
    person: Annotated[str, typer.Option(help="Mã công chức dùng tài khoản này, nếu có.")] = "",
) -> None:
    """Mở tài khoản với một mật khẩu tạm, in ra một lần."""
    from django.db import transaction

    from congvu.apps.accounts import actions as accounts
    from congvu.apps.accounts.queries import user_named
    from congvu.apps.audit.refusals import Refused
    from congvu.apps.org.queries import UnknownPerson

    if user_named(name) is not None:
        _stop(f"Đã có tài khoản “{name}”.")
    password = secrets.token_urlsafe(12)
    try:
        with transaction.atomic():
            user = accounts.create_user(
                username=name, display_name=display_name, password=password, by=None
            )
            if person:
                _link(user, person)
    except (Refused, UnknownPerson) as refused:
        _stop(str(refused))
    typer.echo(f"Đã mở “{user.username}”. Mật khẩu tạm: {password}")
    typer.echo("Đưa tận tay; người nhận đổi ở trang Bảo mật tài khoản ngay lần đầu.")


@app.command()
def grant(
    name: Name,
    role: Annotated[str, typer.Argument(help="Vai trò: operator, home_affairs, head …")],
    unit: Annotated[str, typer.Option(help="Mã đơn vị; bỏ trống là toàn tỉnh.")] = "",
    reason: Reason = "",
) -> None:
    """Cấp một vai trò từ hôm nay (cho người quản trị đầu tiên)."""
    from config import clock
    from congvu.apps.audit.refusals import Refused
    from congvu.apps.org import actions as org
    from congvu.apps.org.queries import UnknownUnit
    from congvu.apps.org.roles import ROLES

    user = _user(name)
    if role not in ROLES:
        _stop(f"Không có vai trò “{role}”; có: {', '.join(ROLES)}.")
    row = org.NewGrant(user.pk, role, clock.today(), unit=unit or None, reason=reason)
    try:
        org.grant_roles([row], by=None, at=clock.instant())
    except (UnknownUnit, Refused) as refused:
        _stop(str(refused))
    where = f"đơn vị {unit}" if unit else "toàn tỉnh"
    typer.echo(f"“{user.username}” giữ vai trò {ROLES[role].label.lower()} ở {where}.")


@app.command("set-password")
def set_password(name: Name) -> None:
    """Đặt một mật khẩu tạm mới, in ra một lần; mọi phiên của tài khoản đóng ngay."""
    from congvu.apps.accounts import actions as accounts

    user, password = _user(name), secrets.token_urlsafe(12)
    accounts.set_password(user, password=password, by=None)
    typer.echo(f"Mật khẩu tạm của “{user.username}”: {password}")


@app.command("reset-factors")
def reset_factors(
    name: Name, reason: Annotated[str, typer.Option(help="Đã xác minh người bằng cách nào.")]
) -> None:
    """Gỡ lớp xác thực thứ hai, mã dự phòng và gắn kết SSO của người mất điện thoại."""
    from config import clock
    from congvu.apps.accounts import actions as accounts

    user = _user(name)
    accounts.reset_factors(user, by=None, at=clock.instant(), reason=reason)
    typer.echo(f"Đã gỡ lớp thứ hai của “{user.username}”; mọi phiên đã đóng.")


@app.command()
def unlock(name: Name) -> None:
    """Cho máy lạ đăng nhập lại ngay, không chờ hết thời gian sau nhiều lần gõ sai."""
    from congvu.apps.accounts import actions as accounts
    from congvu.apps.accounts import doors

    user = _user(name)
    opened = accounts.open_door(
        doors.sign_in_door(user.username, None),
        doors.factor_door(user.pk, None),
        doors.step_up_door(user.pk),
    )
    typer.echo("Đã mở lại." if opened else "Tài khoản này không phải chờ.")


@app.command()
def deactivate(name: Name, reason: Reason) -> None:
    """Khóa tài khoản; mọi phiên đóng ngay, hồ sơ vẫn giữ."""
    from congvu.apps.accounts import actions as accounts

    user = _user(name)
    accounts.deactivate(user, by=None, reason=reason)
    typer.echo(f"Đã khóa “{user.username}”.")


@app.command()
def tidy() -> None:
    """Xóa phiên đã hết hạn và máy không dùng một năm; chạy mỗi ngày."""
    from config import clock
    from congvu.apps.accounts import actions as accounts

    sessions, devices = accounts.sweep(at=clock.instant())
    typer.echo(f"Đã xóa {sessions} phiên hết hạn, {devices} máy lâu không dùng.")


def _user(name: str) -> "User":
    from congvu.apps.accounts.queries import user_named

    user = user_named(name)
    if user is None:
        _stop(f"Không có tài khoản “{name}”.")
    return user


def _link(user: "User", person: str) -> None:
    from config import clock
    from congvu.apps.org import actions as org

    org.link_account(person, user_id=user.pk, by=None, at=clock.instant())


def _stop(said: str) -> None:
    typer.echo(said, err=True)
    raise typer.Exit(2)
