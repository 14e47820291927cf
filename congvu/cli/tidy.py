"""`congvu tidy`: forget what is kept for some days only; to be run once a day."""

import os

import django
import typer

from config import clock

app = typer.Typer(pretty_exceptions_enable=False)


@app.command()
def tidy() -> None:
    """Dọn những gì đã hết hạn giữ; chạy mỗi ngày một lần, chạy lại không hại gì."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from congvu.apps.audit import submissions  # models need a set-up Django

    swept = submissions.sweep(now=clock.now())
    typer.echo(f"Đã dọn {swept} lần gửi biểu mẫu cũ hơn {submissions.KEPT.days} ngày.")
