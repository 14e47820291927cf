"""`congvu`: every command parses, calls one action, reports.

A command is a module of this package that has a Typer `app`; it is imported only when asked for,
so that `congvu score` never waits for Django. A module whose `app` has one command and no
callback is that command itself (`congvu template`), otherwise a group (`congvu law show`).
"""

import importlib
import sys
from pathlib import Path

import typer
from typer.core import TyperGroup

COMMANDS = {
    "score": "Chấm điểm một bảng tính công việc.",
    "template": "Tạo bảng tính mẫu để điền.",
    "law": "Xem quy định đang có hiệu lực và điều đã thay đổi.",
    "toolkit": "Đóng gói, xem, nhận và nâng cấp bộ công cụ.",
    "account": "Mở, khóa tài khoản; đặt lại mật khẩu và lớp xác thực thứ hai.",
    "intake": "Nhận việc từ hệ thống khác: tệp, tự lấy về.",
    "compare": "So một kỳ theo hai bộ quy định.",
    "close": "Chốt kỳ: đề nghị, ký, chạy, kiểm lại.",
    "year": "Xếp loại năm: tính mọi đợt, kiểm lại quyết định.",
    "remind": "Gửi thư nhắc việc hằng ngày.",
    "database": "Khởi động, dừng, cập nhật cơ sở dữ liệu.",
    "demo": "Tỉnh chạy thử.",
    "tidy": "Dọn những gì đã hết hạn giữ; chạy mỗi ngày một lần.",
    "papers": "Làm giấy tờ của cả đơn vị; làm tiếp lần in còn dở.",
    "verify": "Kiểm tra một giấy tờ, theo tệp hoặc theo mã ở chân trang.",
    "evidence": "Kiểm tra các tệp minh chứng còn nguyên vẹn.",
    "serve": "Mở các trang cho trình duyệt.",
}


class LazyGroup(TyperGroup):
    """The commands by name; only the one that was asked for is imported."""

    def list_commands(self, ctx: typer.Context) -> list[str]:
        here = Path(__file__).parent
        return [name for name in COMMANDS if (here / f"{name}.py").exists()]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> object:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"congvu.cli.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name, command.short_help = cmd_name, COMMANDS[cmd_name]
        return command


app = typer.Typer(
    cls=LazyGroup,
    help="Đo lường, chấm điểm và xếp loại công vụ theo quy định đang có hiệu lực.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def root() -> None:
    """Nothing of its own: the group needs a callback to stay a group."""


def main() -> None:
    """Run the command line; a broken pipe (`congvu law show | head`) is not an error."""
    try:
        app(prog_name="congvu")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
