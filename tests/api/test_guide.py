"""The guide's own examples, run as they stand: what an operator copies must work."""

import json
import re
import subprocess
import threading
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

import congvu
from congvu.api.intake import RESULTS
from congvu.apps.work import actions, queries
from congvu.apps.work.models import Entry
from congvu.exchange.demo import feeds as demo
from congvu.exchange.demo import standing
from congvu.exchange.intake.pulling import Terms, pull
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.demo.provinces import small
from tests.exchange.intake import sources

GUIDE = (Path(congvu.__file__).parent.parent / "docs/guides/noi-he-thong-khac.md").read_text()
CURLS = re.findall(r"```sh\n(curl .+?)```", GUIDE, re.DOTALL)
CODE = "mot-cua-nha-trang"


@pytest.fixture(autouse=True)
def _still_clock(settings) -> None:
    settings.FIXED_CLOCK = world.AT


@pytest.mark.django_db(transaction=True)
def test_every_curl_of_the_guide_is_answered_as_it_says(live_server, tmp_path):
    feeds.connected()
    made = actions.connect_system(CODE, feeds.TERMS, by=None, at=world.AT)
    actions.make_rule(made, feeds.RETURNED, by=None, at=world.AT)
    key = actions.issue_key(made, by=None, at=world.AT)
    for kind in ("json", "csv"):
        sources.written(tmp_path, kind, [sources.dossier(1), sources.dossier(2, "KH09999")])
    given = {"DIA_CHI": live_server.url, "KHOA": key, "PATH": "/usr/bin:/bin"}
    answers = []
    for line in CURLS:
        done = subprocess.run(
            ["sh", "-c", line], cwd=tmp_path, env=given, capture_output=True, check=True
        )
        answers.append(json.loads(done.stdout))
    assert len(answers) == 2
    assert [one["tomTat"] for one in answers] == ["1 tính mới, 1 không nhận", "2 đã có"]
    assert [one["ketQua"] for one in answers[0]["banGhi"]] == ["da-nhan", "khong-tinh"]
    assert Entry.objects.count() == 1


def test_the_guide_names_every_result_and_every_refusal():
    named = set(re.findall(r"\| `([a-z-]+)` \|", GUIDE))
    assert named == set(RESULTS.values())
    assert all(code in GUIDE for code in ("401", "405", "409", "413", "415", "422", "429"))


@pytest.fixture
def systems(tmp_path):
    """The demo's two systems, standing on this machine."""
    feed = demo.feed(tuple(small().people))
    server = standing.server(feed, tmp_path, 0)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port, feed
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db
def test_the_standing_systems_are_asked_as_the_guide_says(systems, tmp_path):
    import ssl

    port, feed = systems
    feeds.connected(pull_address=f"https://localhost:{port}{standing.DOCUMENTS}")
    trust = ssl.create_default_context(cafile=str(tmp_path / standing.CERTIFICATE))
    terms = Terms(standing.SECRET, [ip_network("127.0.0.0/8")], trust)
    system = replace(queries.system(feeds.CODE), pull_header=standing.SECRET_HEADER)
    first = pull(system, terms)
    assert first.content == feed.documents
    assert pull(replace(system, etag=first.etag), terms).content is None


def test_the_feed_is_always_the_same_and_holds_fifty_four_dossiers_a_day():
    first, again = (demo.feed(tuple(small().people)) for _ in range(2))
    assert first is not None
    assert (first.dossiers, first.pushed, first.sample) == (
        again.dossiers,
        again.pushed,
        again.sample,
    )
    rows = [line for one in first.dossiers for line in one.content.decode("utf-8-sig").splitlines()]
    days = [line.split("-")[1] for line in rows if line.startswith("000.12.H32-")]
    assert {days.count(day) for day in days} == {54}
    assert len(set(days)) == 15
    assert demo.feed(()) is None
