"""`congvu demo`: the demo province."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.conf import settings

from congvu.cli._starting import set_up

if TYPE_CHECKING:
    from congvu.exchange.demo.feeds import Feed

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def root() -> None:
    """Tỉnh chạy thử: đơn vị và danh mục thật, con người và công việc giả định."""


@app.command()
def load(
    province: Annotated[
        str, typer.Option(help="khanh-hoa, hoặc thanh-hoa: tỉnh bạn đã nhận bộ công cụ")
    ] = "khanh-hoa",
) -> None:
    """Nạp tỉnh chạy thử vào cơ sở dữ liệu còn trống (chỉ khi CONGVU_DEMO=1)."""
    set_up()
    if not settings.DEMO:
        typer.echo("Chỉ nạp dữ liệu mẫu khi chạy thử: đặt CONGVU_DEMO=1.", err=True)
        raise typer.Exit(2)
    if province not in LOADERS:
        typer.echo(f"Không có tỉnh chạy thử “{province}”; có: {', '.join(LOADERS)}.", err=True)
        raise typer.Exit(2)
    from congvu.exchange.demo import load as demo  # models need a set-up Django

    if demo.is_loaded():
        typer.echo("Dữ liệu mẫu đã có, không nạp lại.")
        return
    LOADERS[province]()


@app.command()
def systems(port: Annotated[int, typer.Option(help="Cổng lắng nghe.")] = 8443) -> None:
    """Dựng một cửa và văn phòng điện tử giả trên máy này, để thử lấy về; đến khi Ctrl-C."""
    set_up()
    if not settings.DEMO:
        typer.echo("Chỉ dựng hệ thống giả khi chạy thử: đặt CONGVU_DEMO=1.", err=True)
        raise typer.Exit(2)
    from congvu.exchange.demo import standing

    folder = _samples_folder()
    server = standing.server(_feed(), folder, port)
    typer.echo(f"Văn phòng điện tử: https://localhost:{port}{standing.DOCUMENTS}")
    typer.echo(f"Một cửa điện tử: https://localhost:{port}{standing.DOSSIERS}")
    typer.echo(f"Chứng thư: {folder / standing.CERTIFICATE} (dừng: Ctrl-C)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def _load_neighbour() -> None:
    from congvu.exchange.demo import published, thanh_hoa

    loaded = thanh_hoa.load()
    published.write_demo_key(thanh_hoa.PROVINCE, settings.TOOLKIT_KEY)
    file = settings.TOOLKIT_KEY.with_name(thanh_hoa.FILE)
    file.write_bytes(published.second().content)
    typer.echo(
        f"Đã nạp {loaded.units} đơn vị. Phiên bản mới của tỉnh bạn: {file} (cũng chờ sẵn ở trang "
        "Bộ công cụ). Đăng nhập: xem docs/guides/demo.md."
    )


def _load() -> None:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from congvu.exchange.demo import published
    from congvu.exchange.demo.load import Step
    from congvu.exchange.demo.load import load as load_province
    from congvu.exchange.demo.province import Province

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns) as progress:
        bar = progress.add_task("Đang chuẩn bị", total=None)

        def show(step: Step) -> None:
            progress.update(
                bar, total=step.count, completed=step.number - 1, description=step.label
            )

        loaded = load_province(Province(), on_step=show)
        progress.update(bar, completed=progress.tasks[bar].total, description="Xong")
    published.write_demo_key(published.PUBLISHER.code, settings.TOOLKIT_KEY)
    _leave_samples()
    typer.echo(
        f"Đã nạp {loaded.units} đơn vị, {loaded.people} công chức, {loaded.tasks} việc. "
        "Đăng nhập: xem docs/guides/demo.md."
    )


def _samples_folder() -> Path:
    folder: Path = settings.TOOLKIT_KEY.with_name("nhan-viec")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _feed() -> "Feed":
    from congvu.exchange.demo import feeds
    from congvu.exchange.demo.province import Province

    found = feeds.feed(tuple(Province(communes=(feeds.COMMUNE,), agencies=()).people))
    if found is None:
        raise typer.Exit(2)
    return found


def _leave_samples() -> None:
    """The exports of the ward's two systems, to be loaded by hand at the page “Nhận việc”."""
    folder = _samples_folder()
    for name, content in _feed().named():
        (folder / name).write_bytes(content)
    typer.echo(f"Tệp mẫu của một cửa và văn phòng điện tử: {folder}")


LOADERS = {"khanh-hoa": _load, "thanh-hoa": _load_neighbour}
