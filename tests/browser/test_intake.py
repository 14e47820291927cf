"""The pages of other systems on a phone and a desk: nothing runs over, everything can be tapped."""

import pytest

from congvu.exchange.demo import feeds
from tests.browser.conftest import DESK, PHONE
from tests.browser.looks import serious
from tests.exchange.demo.provinces import small

BASE = f"/nhan-viec/{feeds.ONE_STOP}/"
PAGES = (
    "/nhan-viec/",
    "/nhan-viec/lap/",
    BASE,
    f"{BASE}luat/",
    f"{BASE}thiet-dat/",
    f"{BASE}dong/?loai=unmapped",
    f"{BASE}dong/?loai=refused",
)
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main a, main button, main select, main input')]
    .filter(one => one.offsetParent && one.type !== 'hidden' && one.type !== 'checkbox')
    .filter(one => !one.closest('p:not(.acts):not(.side):not(.up), pre, dd'))
    .filter(one => one.getBoundingClientRect().height < 43.5)
    .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_runs_over_all_can_be_tapped_and_axe_finds_nothing_serious(signed_in, width):
    page = signed_in("van.phong", width=width, at="")
    wrong = []
    for path in PAGES:
        page.goto(path)
        over, tiny = page.evaluate(OVER), page.evaluate(SMALL) if width == PHONE else []
        faults = serious(page)
        if over > 0 or tiny or faults:
            wrong.append((path, over, tiny, faults))
    assert wrong == []


def test_a_rule_is_written_and_tried_without_scripts(signed_in):
    page = signed_in("van.phong", width=PHONE, scripts=False, at=f"{BASE}dong/?loai=unmapped")
    page.get_by_role("link", name="Lập luật từ dòng này").first.click()
    page.get_by_label("Tên luật").fill("Chuyển liên thông")
    page.get_by_label("thì tính thành sản phẩm").fill("HCC.08")
    page.get_by_label("ở cột", exact=True).fill("Cán bộ xử lý")
    page.get_by_label("ngày ở cột").fill("Ngày trả")
    page.get_by_role("button", name="Thử với 200 dòng gần nhất").click()
    assert "luật này tính" in page.get_by_role("heading", level=2).first.inner_text()


def test_a_sample_is_loaded_looked_at_and_put_away_by_keyboard(signed_in, tmp_path):
    found = feeds.feed(tuple(small().people))
    assert found is not None
    path = tmp_path / "mot-cua-nap-thu.csv"
    path.write_bytes(found.sample)
    page = signed_in("van.phong", at=BASE)
    page.get_by_label("Tệp xuất của hệ thống").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp và xem trước").press("Enter")
    page.wait_for_url("**/lan/*/")
    assert "Sẽ nhận:" in page.locator(".lead").inner_text()
    page.get_by_role("button", name="Bỏ tệp này").press("Enter")
    page.wait_for_url("**/lan/*/")
    assert "Đã bỏ" in page.locator("body").inner_text()


def test_the_head_of_the_centre_would_find_the_correction(signed_in):
    page = signed_in("chu.tich", width=PHONE, at="/nguon-sua/")
    assert page.evaluate(OVER) <= 0
    assert "Một cửa điện tử · hồ sơ" in page.locator("main").inner_text()
