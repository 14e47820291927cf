"""Each rule of the house can fail; `make check` asks whether the house keeps them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, include, path

from congvu.access.policy import POLICIES
from tests.house import ROOT, doors
from tests.house.rules import RULES

LONG_FUNCTION = "def long():\n" + "    x = 1\n" * 60
PIN = "django==5.2.19 \\\n    --hash=sha256:" + "0" * 64 + "\n"
KEY_UP = 'class Unit:\n    task = models.ForeignKey("work.Task", models.PROTECT)\n'
MOVED_UP = 'task = models.ForeignKey(to="work.task", on_delete=PROTECT)\n'
MIGRATION_UP = 'class Migration:\n    dependencies = [("evaluation", "0001_initial")]\n'

# (the rule, the file the fault is planted in, the fault)
FAULTS = [
    ("long_functions", "congvu/web/page.py", LONG_FUNCTION),
    ("long_functions", "tests/test_long.py", LONG_FUNCTION.replace("def", "async def")),
    ("long_files", "congvu/apps/work/actions.py", "x = 1\n" * 601),
    ("long_files", "congvu/web/room.html", "<p>\n" * 251),
    ("long_files", "congvu/law/rules/long.rule", "# x\n" * 601),
    ("empty_names", "congvu/kernel/utils.py", ""),
    ("empty_names", "congvu/apps/work/helpers/rows.py", ""),
    ("floats", "congvu/kernel/share.py", "HALF = 0.5\n"),
    ("floats", "congvu/law/share.py", "def f(x): return float(x)\n"),
    ("floats", "congvu/engine/share.py", "def f(a: int, b: int): return a / b\n"),
    ("floats", "congvu/engine/share.py", "from fractions import Fraction\nx = 3 / 4\n"),
    ("floats", "congvu/engine/share.py", "x = round(score)\n"),
    ("floats", "congvu/engine/share.py", "import math\nx = math.sqrt(2)\n"),
    ("floats", "congvu/engine/backends/sql.py", 'CAST = "x::double precision"\n'),
    ("floats", "congvu/law/reading.py", "import tomllib\nx = tomllib.loads(text)\n"),
    ("statutory_numbers", "congvu/apps/evaluation/queries.py", "good = score >= 7000\n"),
    ("statutory_numbers", "congvu/engine/levels.py", "LEVELS = {90: 'excellent'}\n"),
    ("statutory_numbers", "congvu/web/head/view.py", 'LINES = ["50", "70", "90"]\n'),
    ("statutory_numbers", "congvu/web/head/view.py", "CAP = Fraction(1, 5)\n"),
    ("statutory_numbers", "congvu/exchange/results.py", "DEDUCTION = 0.25\n"),
    ("statutory_numbers", "congvu/web/head/room.html", "{% if row.score >= 90 %}Tốt{% endif %}"),
    ("statutory_numbers", "congvu/web/head/room.html", "<p>Ngưỡng tốt là 70 điểm.</p>"),
    ("whole_row_saves", "congvu/apps/work/actions.py", "task.save()\n"),
    ("whole_row_saves", "config/startup.py", "row.owner.save(using='owner')\n"),
    ("signals", "congvu/apps/work/apps.py", "from django.db.models.signals import post_save\n"),
    ("signals", "congvu/apps/work/apps.py", "from django.db.models import signals\n"),
    ("signals", "congvu/web/apps.py", "from django.dispatch import receiver\n"),
    ("clocks", "congvu/apps/work/actions.py", "at = timezone.now()\n"),
    ("clocks", "congvu/web/page.py", "x = localtime()\n"),
    ("clocks", "tests/test_today.py", "day = date.today()\n"),
    ("upward_keys", "congvu/apps/org/models.py", KEY_UP),
    ("upward_keys", "congvu/apps/org/migrations/0002_up.py", MOVED_UP),
    ("upward_migrations", "congvu/apps/work/migrations/0002_up.py", MIGRATION_UP),
    ("asked_judges", "congvu/engine/later.py", "from congvu.engine import oracle\n"),
    ("asked_judges", "congvu/web/page.py", "import congvu.engine.oracle.month as judge\n"),
    ("linter_exemptions", ".importlinter", "\nignore_imports =\n    congvu.law -> congvu.web\n"),
    ("unfinished", "congvu/web/page.py", "# TO" + "DO: later\n"),
    ("silenced", "congvu/web/page.py", "import os  # no" + "qa\n"),
    ("silenced", "congvu/web/page.py", "import os  # no" + "qa: F401\n"),
    ("silenced", "congvu/web/page.py", "x = f()  # type: ig" + "nore\n"),
    ("silenced", "congvu/law/reading.py", "x = 1  # pragma: no co" + "ver\n"),
    ("skipped_tests", "tests/test_later.py", "@pytest.mark.skip\ndef test_x(): ...\n"),
    ("skipped_tests", "tests/test_later.py", "def test_x(): pytest.skip('later')\n"),
    ("skipped_tests", "tests/test_later.py", "@pytest.mark.xfail()\ndef test_x(): ...\n"),
    ("timed_tests", "tests/test_fast.py", "begin = time.perf_counter()\n"),
    ("unpinned", "requirements/runtime.txt", "django>=5\n"),
    ("unpinned", "requirements/dev.txt", "ruff==0.17.6\n"),
    ("named_places", "requirements/dev.txt", "--index-url somewhere\n"),
    ("named_places", "requirements/runtime.in", "thing @ https://example.org/thing.whl\n"),
    ("named_places", "uv.lock", ""),
    ("too_many", "requirements/runtime.txt", PIN * 71),
]

HARMLESS = [
    ("statutory_numbers", "congvu/apps/work/models.py", "x = CharField(max_length=30)\n"),
    ("statutory_numbers", "congvu/engine/oracle/score.py", "MET = 50\n"),
    ("statutory_numbers", "congvu/web/head/room.html", '<line y1="50%"/>{{ row.score }} điểm'),
    ("floats", "congvu/law/reading.py", "from pathlib import Path\nx = Path('a') / 'b'\n"),
    ("floats", "congvu/web/page.py", "WIDTH = 0.5\n"),
    ("whole_row_saves", "congvu/apps/work/actions.py", "t.save(update_fields=['x'])\n"),
    ("whole_row_saves", "congvu/exchange/writing.py", "workbook.save(path)\n"),
    ("clocks", "config/clock.py", "x = timezone.now()\n"),
    ("clocks", "congvu/web/page.py", "x = localtime(card.closed_at)\n"),
    ("silenced", "congvu/web/page.py", "import os  # no" + "qa: F401 - read by name\n"),
    ("upward_keys", "congvu/apps/work/models.py", KEY_UP.replace("work.Task", "org.Unit")),
]
# One trespass for each contract of .importlinter: (file, the import that is too much).
TRESPASSES = [
    ("congvu/kernel/up.py", "import congvu.law"),
    ("congvu/apps/audit/up.py", "import congvu.apps.work.queries"),
    ("congvu/law/up.py", "import django"),
    ("congvu/exchange/up.py", "import config.clock"),
    ("congvu/web/up.py", "import congvu.apps.work.models"),
    ("congvu/apps/work/models.py", "import congvu.apps.work.actions"),
    ("congvu/engine/oracle/up.py", "import congvu.engine.language"),
    ("congvu/engine/scoring.py", "import congvu.engine.oracle"),
]
BY_NAME = {rule.__name__: rule for rule in RULES}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give an empty house that breaks no rule but has the real contract and locks."""
    (tmp_path / "requirements").mkdir()
    for name in (".importlinter", "requirements/runtime.txt", "requirements/dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _plant(house: Path, place: str, text: str) -> None:
    """Add `text` to the end of a file of the empty house."""
    target = house / place
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_text() if target.exists() else ""
    target.write_text(before + text)


@pytest.mark.parametrize(("rule", "place", "fault"), FAULTS)
def test_a_planted_fault_is_found(house, rule, place, fault):
    assert BY_NAME[rule](house) == []
    _plant(house, place, fault)
    assert BY_NAME[rule](house)


@pytest.mark.parametrize(("rule", "place", "text"), HARMLESS)
def test_what_is_no_fault_is_left_alone(house, rule, place, text):
    _plant(house, place, text)
    assert BY_NAME[rule](house) == []


def test_every_rule_has_a_planted_fault():
    planted = {name for name, _place, _fault in FAULTS} | {"untold_changes"}
    assert planted == set(BY_NAME)


def test_a_change_of_the_law_must_be_told(tmp_path):
    def commit(place: str) -> None:
        _plant(tmp_path, place, "x\n")
        who = ["-c", "user.name=An", "-c", "user.email=an@example.org"]
        for step in (["add", "."], [*who, "commit", "-qm", place]):
            subprocess.run(["git", "-C", str(tmp_path), *step], check=True)

    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    rule = BY_NAME["untold_changes"]
    assert rule(tmp_path) == []
    commit("congvu/law/rules/nd335.rule")
    assert rule(tmp_path)
    commit("CHANGELOG.md")
    assert rule(tmp_path) == []
    commit("congvu/web/page.py")
    assert rule(tmp_path) == []
    commit("congvu/engine/scoring.py")
    assert rule(tmp_path)


def _contracts_of(house: Path) -> str:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=house, check=False, capture_output=True, text=True
    )
    return done.stdout + done.stderr


def test_every_contract_of_the_import_linter_can_be_broken(house):
    shutil.copytree(ROOT / "congvu", house / "congvu")
    for place, trespass in TRESPASSES:
        _plant(house, place, f"\n{trespass}\n")
    assert f"Contracts: 0 kept, {len(TRESPASSES)} broken." in _contracts_of(house)


@pytest.mark.parametrize("package", ["congvu/reports", "congvu/apps/bonus"])
def test_a_new_package_must_be_given_its_floor(house, package):
    shutil.copytree(ROOT / "congvu", house / "congvu")
    _plant(house, f"{package}/__init__.py", "")
    assert package.split("/")[-1] in _contracts_of(house)


def test_every_address_has_a_policy_and_every_policy_an_address():
    patterns = get_resolver().url_patterns
    assert doors.open_doors(patterns, POLICIES) == []
    assert doors.idle_policies(patterns, POLICIES) == []


def test_an_address_without_a_policy_is_found():
    def view(request):
        return HttpResponse()

    inside = [path("mo/", view, name="open"), path("vo-danh/", view)]
    patterns = [path("a/", include(inside)), path("kin/", view, name="home")]
    assert doors.open_doors(patterns, {"home"}) == [
        "/a/mo/: “open” has no policy",
        "/a/vo-danh/: has no name, hence no policy",
    ]
    assert doors.idle_policies(patterns, {"home", "gone"}) == ["gone"]
