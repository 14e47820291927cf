"""`congvu database`: the embedded server, and the migrations of any server."""

import typer
from django.conf import settings
from django.core.management import call_command

from config import env, postgres, roles
from congvu.cli._starting import set_up

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def root() -> None:
    """Khởi động, dừng, xem và cập nhật cơ sở dữ liệu."""


@app.command()
def start() -> None:
    """Khởi động máy chủ PostgreSQL nhúng (nếu chưa chạy)."""
    environment = env.Environment()
    _refuse_when_external(environment)
    server = postgres.start(env.embedded_folder(environment))
    typer.echo(f"PostgreSQL đang chạy: {server.socket_folder}")


@app.command()
def stop() -> None:
    """Dừng máy chủ PostgreSQL nhúng, bất kể tiến trình nào đã khởi động nó."""
    environment = env.Environment()
    _refuse_when_external(environment)
    was_running = postgres.stop(env.embedded_folder(environment))
    typer.echo("Đã dừng PostgreSQL." if was_running else "PostgreSQL không chạy.")


@app.command()
def status() -> None:
    """Cho biết máy chủ nhúng có đang chạy không (mã thoát 3 nếu không)."""
    environment = env.Environment()
    _refuse_when_external(environment)
    server = postgres.server_at(env.embedded_folder(environment))
    running = postgres.is_running(server)
    typer.echo(f"PostgreSQL {'đang' if running else 'không'} chạy: {server.home}")
    raise typer.Exit(0 if running else 3)


@app.command()
def migrate() -> None:
    """Tạo và cập nhật các bảng bằng vai trò chủ sở hữu; cấp quyền cho vai trò vận hành."""
    set_up()
    if "owner" not in settings.DATABASES:
        typer.echo("Hãy đặt DATABASE_OWNER_URL: vai trò sở hữu các bảng.", err=True)
        raise typer.Exit(2)
    roles.prepare()
    call_command("migrate", database="owner", verbosity=1)
    roles.restrict()


def _refuse_when_external(environment: env.Environment) -> None:
    if environment.database_url:
        typer.echo("DATABASE_URL đã đặt: máy chủ nhúng không được dùng.", err=True)
        raise typer.Exit(2)
