"""What is asked of the look of every page, each in one question to the browser."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

NARROWEST = 320
THUMB = 44
# Axe gives each finding the impact of its rule: the rules of lesser impact need not run.
_SERIOUS = """() => {
    const rules = axe._audit.rules
        .filter(rule => rule.enabled && ['serious', 'critical'].includes(rule.impact))
        .filter(rule => !rule.tags.some(tag => ['experimental', 'deprecated'].includes(tag)))
        .map(rule => rule.id);
    if (!rules.length) throw new Error('axe no longer tells the impact of its rules');
    return axe.run(document, {resultTypes: ['violations'], runOnly: rules})
        .then(found => found.violations
            .filter(one => one.impact === 'serious' || one.impact === 'critical')
            .map(one => [one.id, one.nodes.slice(0, 3).map(node => String(node.target))]));
}"""
_TAPPED = """selector => [...document.querySelectorAll(selector)]
    .map(one => [one.innerText || one.name || one.tagName, one.getBoundingClientRect(), one])
    .filter(([, box, one]) => box.width && box.height
        && getComputedStyle(one).visibility !== 'hidden')
    .map(([name, box]) => [name, Math.round(box.height * 100) / 100])"""


def serious(page: Page) -> list[list[object]]:
    """What axe finds serious or critical: the rule and where it is broken."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[list[object]] = page.evaluate(_SERIOUS)
    return found


def too_wide(page: Page) -> list[tuple[int, int]]:
    """At which widths a page scrolls sideways, and by how much."""
    wrong = []
    for width in (NARROWEST, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [(width, beyond)] if beyond > 0 else []
    return wrong


def too_small(page: Page, tapped: str, least: int = THUMB) -> list[list[object]]:
    """Which of the visible things a thumb taps (by CSS) are lower than `least`; some must be."""
    found: list[list[object]] = page.evaluate(_TAPPED, tapped)
    assert found, f"nothing to tap: {tapped}"
    return [one for one in found if one[1] < least]
