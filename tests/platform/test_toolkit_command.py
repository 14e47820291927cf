"""`congvu toolkit`: keys, publishing, looking into a file, adopting, upgrading – and refusals."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from config import env
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.toolkit import actions, queries
from congvu.cli import toolkit as command
from congvu.exchange.toolkit.package import read_package, unpack
from tests.apps import world
from tests.exchange.toolkit.sharing import catalogue, issued, packed, row, toolkit, user

pytestmark = pytest.mark.django_db
FIRST = catalogue(row(1), row(2), row(3))


@pytest.fixture
def run(monkeypatch, settings):
    settings.FIXED_CLOCK, settings.PROVINCE = world.AT, "tỉnh Khánh Hòa"
    monkeypatch.setenv("COLUMNS", "200")
    org.create_units(world.UNITS, by=None, at=world.AT)
    clerk, reader = user("clerk"), user("reader")
    grants = [NewGrant(clerk.pk, "home_affairs", world.START),
              NewGrant(reader.pk, "inspector", world.START)]  # fmt: skip
    org.grant_roles(grants, by=None, at=world.AT)
    return lambda *words: CliRunner().invoke(command.app, list(map(str, words)))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "goi.congvu"
    path.write_bytes(packed(toolkit(FIRST)))
    return path


def mark(file) -> str:
    return read_package(file).fingerprint


def test_a_key_is_made_once_and_its_mark_is_told(run, tmp_path):
    done = run("key", tmp_path / "khoa.pem")
    assert done.exit_code == 0
    assert "Dấu của khóa:" in done.output
    again = run("key", tmp_path / "khoa.pem")
    assert (again.exit_code, "không bao giờ bị ghi đè" in again.output) == (2, True)


def test_what_is_in_force_is_published_signed_and_recorded(run, tmp_path):
    issued(actions.start(FIRST, by=None, at=world.AT))
    run("key", tmp_path / "khoa.pem")
    out = tmp_path / "moi.congvu"
    done = run("export", out, "--version", "1.0.0", "--user", "clerk", "--key",
               tmp_path / "khoa.pem", "--note", "Bản đầu")  # fmt: skip
    assert done.exit_code == 0, done.output
    made = read_package(out).toolkit
    assert (made.code, made.publisher.name) == ("BCC-T", "Tỉnh Khánh Hòa")
    assert made.provenance[0] == "Bản đầu"
    assert made.documents == (FIRST,)
    assert queries.release_package("BCC-T", "1.0.0") == out.read_bytes()


def test_only_the_lists_that_were_named_are_published(run, tmp_path):
    for code in ("XA", "SO"):
        proposal = actions.start(catalogue(row(1), code=code, name=code), by=None, at=world.AT)
        issued(proposal)
    run("key", tmp_path / "k.pem")
    words = ("--version", "1.0.0", "--user", "clerk", "--key", tmp_path / "k.pem")
    done = run("export", tmp_path / "a.congvu", *words, "--list", "catalogue/SO")
    assert done.exit_code == 0, done.output
    assert [one.code for one in read_package(tmp_path / "a.congvu").toolkit.documents] == ["SO"]
    wrong = run("export", tmp_path / "b.congvu", *words, "--list", "catalogue/KHONG")
    assert (wrong.exit_code, "đang có: catalogue/SO" in wrong.output) == (2, True)


@pytest.mark.parametrize(
    ("name", "says"), [("reader", "không có quyền"), ("nobody", "Không có tài khoản")]
)
def test_a_command_acts_only_for_who_may(run, file, name, says):
    done = run("adopt", file, "--user", name, "--parts", "catalogue/XA", "--trust", mark(file))
    assert done.exit_code == 2
    assert says in done.output
    assert queries.proposals() == []


def test_a_file_is_looked_into_and_nothing_changes(run, file):
    done = run("inspect", file)
    assert done.exit_code == 0, done.output
    for words in ("Bộ công cụ Khánh Hòa 1.0.0", "Tỉnh Khánh Hòa (KH)", mark(file),
                  "[catalogue/XA] Danh mục cấp xã", "danh mục mới ở đây"):  # fmt: skip
        assert words in done.output
    assert queries.proposals() == []


def test_the_same_is_told_to_programs(run, file):
    values = json.loads(run("inspect", file, "--json").output)
    assert (values["version"], values["trust"], values["step"]) == ("1.0.0", "unknown", "first")
    (part,) = values["parts"]
    assert (part["rows"], part["here"]["ways"]) == ({"products": 3}, ["new"])


def test_a_file_can_be_looked_into_without_a_database(run, file, monkeypatch):
    monkeypatch.setattr(command, "_reception", lambda package: None)
    done = run("inspect", file)
    assert done.exit_code == 0
    assert "không nối được cơ sở dữ liệu" in done.output
    values = json.loads(run("inspect", file, "--json").output)
    assert values["parts"][0]["here"] is None


def without_a_database(tmp_path, *words) -> subprocess.CompletedProcess[str]:
    """The command as an operator types it, where no server runs."""
    return subprocess.run(
        [sys.executable, "-m", "congvu.cli.__main__", "toolkit", *map(str, words)],
        cwd=env.ROOT,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "CONGVU_VAR": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_process_without_a_database_looks_into_a_file(file, tmp_path):
    done = without_a_database(tmp_path, "inspect", file)
    assert done.returncode == 0, done.stderr
    assert "không nối được cơ sở dữ liệu" in done.stdout


@pytest.mark.parametrize(
    "words",
    [("export", "a.congvu", "--version", "1.0.0"), ("adopt", "FILE", "--parts", "catalogue/XA"),
     ("upgrade", "FILE")],
)  # fmt: skip
def test_what_needs_the_records_says_that_they_are_away(file, tmp_path, words):
    named = [file if word == "FILE" else word for word in words]
    done = without_a_database(tmp_path, *named, "--user", "clerk")
    assert done.returncode == 2
    assert "congvu database start" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_tampered_file_is_refused_naming_what_was_touched(run, file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    done = run("inspect", file)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_adopting_asks_for_the_key_by_its_mark(run, file):
    words = ("adopt", file, "--user", "clerk", "--parts", "catalogue/XA=TH-XA")
    assert "chưa từng gặp" in run(*words).output
    assert "khác dấu" in run(*words, "--trust", "0000 1111").output
    done = run(*words, "--trust", mark(file).replace(" ", "").upper())
    assert done.exit_code == 0, done.output
    (made,) = queries.proposals()
    assert (made.series, made.proposer) == ("TH-XA", "Clerk")


@pytest.mark.parametrize(
    ("part", "says"), [("XA", "loại/mã"), ("catalogue/KHONG", "không có danh mục")]
)
def test_a_part_that_is_not_there_is_told(run, file, part, says):
    done = run("adopt", file, "--user", "clerk", "--parts", part, "--trust", mark(file))
    assert done.exit_code == 2
    assert says in done.output


def test_adding_only_new_rows(run, file):
    issued(actions.start(catalogue(row(1, name="Của ta")), by=None, at=world.AT))
    done = run("adopt", file, "--user", "clerk", "--parts", "catalogue/XA", "--trust", mark(file),
               "--only-new-rows")  # fmt: skip
    assert done.exit_code == 0, done.output
    made = next(one for one in queries.proposals() if one.state == "draft")
    names = [one["name"] for one in queries.draft_document(made.id).rows("products")]
    assert names[0] == "Của ta"
    assert len(names) == 3


@pytest.fixture
def upgrade(run, file, tmp_path):
    """Version 1.0.0 issued and row 1 changed here; version 1.1.0 changes rows 1 and 2."""
    run("adopt", file, "--user", "clerk", "--parts", "catalogue/XA", "--trust", mark(file))
    (made,) = queries.proposals()
    changed = queries.draft_rows(made.id, "products")[1][0]
    edit = actions.RowEdit("products", {**changed.values, "name": "Tên của ta"}, changed.id)
    actions.change_rows(made.id, [edit], label="Sửa", by=None, at=world.AT)
    issued(made.id)
    newer = catalogue(row(1, name="Tên của họ"), row(2, "20"), row(3))
    path = tmp_path / "moi.congvu"
    path.write_bytes(
        packed(toolkit(newer, version="1.1.0", previous=unpack(file.read_bytes()).digest))
    )
    return path


def test_an_upgrade_tells_each_conflict_and_waits_for_a_choice(run, upgrade):
    done = run("upgrade", upgrade, "--user", "clerk")
    assert done.exit_code == command.CONFLICTS
    assert "A.01" in done.output
    for words in ("ở đây “Tên của ta”", "bản mới “Tên của họ”", "--choose ours"):
        assert words in done.output
    assert not [one for one in queries.proposals() if one.state == "draft"]


@pytest.mark.parametrize(("choice", "name"), [("ours", "Tên của ta"), ("theirs", "Tên của họ")])
def test_an_upgrade_takes_one_side_in_every_conflict(run, upgrade, choice, name):
    done = run("upgrade", upgrade, "--user", "clerk", "--choose", choice)
    assert done.exit_code == 0, done.output
    made = next(one for one in queries.proposals() if one.state == "draft")
    rows = queries.draft_document(made.id).rows("products")
    assert (rows[0]["name"], rows[1]["points"]) == (name, "20")


def test_an_upgrade_by_the_door_for_first_adoptions_is_shown_the_other(run, upgrade):
    done = run("adopt", upgrade, "--user", "clerk", "--parts", "catalogue/XA")
    assert (done.exit_code, "congvu toolkit upgrade" in done.output) == (2, True)


def test_an_upgrade_of_nothing_is_refused(run, file, upgrade):
    assert "không có gì mới" in run("upgrade", file, "--user", "clerk").output
    assert (
        "chỉ có ours hoặc theirs"
        in run("upgrade", upgrade, "--user", "clerk", "--choose", "ta").output
    )


def test_an_older_version_is_refused(run, upgrade, tmp_path):
    old = tmp_path / "cu.congvu"
    old.write_bytes(packed(toolkit(FIRST, version="0.9.0")))
    done = run("upgrade", old, "--user", "clerk", "--choose", "ours")
    assert (done.exit_code, "cũ hơn" in done.output) == (2, True)
