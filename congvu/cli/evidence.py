"""`congvu evidence`: read every kept file through; to be run once a day."""

import typer

from config import clock
from congvu.cli._starting import set_up

app = typer.Typer(pretty_exceptions_enable=False)
DAMAGED = 4


@app.command()
def evidence() -> None:
    """Đọc lại mọi tệp minh chứng; mã thoát 4 nếu có tệp mất hoặc đổi nội dung."""
    set_up()
    from django.conf import settings  # known only once Django is set up

    from congvu.apps.evaluation.queries import kept_card_files, kept_proofs
    from congvu.apps.work.actions import note_damage
    from congvu.apps.work.queries import kept_files
    from congvu.exchange.evidence.store import damage

    named = [*(one.sha256 for one in kept_files()), *kept_proofs(), *kept_card_files()]
    kept = list(dict.fromkeys(named))
    found = damage(settings.EVIDENCE, kept)
    if not found.lost and not found.altered:
        typer.echo(f"{len(kept)} tệp minh chứng, tất cả còn nguyên.")
        return
    note_damage(found.lost, found.altered, at=clock.now())
    for sha256 in found.lost:
        typer.echo(f"mất: {sha256}", err=True)
    for sha256 in found.altered:
        typer.echo(f"đổi nội dung: {sha256}", err=True)
    raise typer.Exit(DAMAGED)
