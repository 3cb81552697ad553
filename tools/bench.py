"""`make bench`: how long the calculator takes from a key to its result on the page, against a frame and a bare field.

Life: opens the built site in a browser, types weights key by key into the calculator, and a plain field on the same
page for comparison; with the processor as it is and slowed down four times. Times are the machine's; the ratios are
what to compare. Nothing is tested here.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools import browser

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"zh": "magnesium/dosing.html", "en": "en/magnesium/dosing.html"}
FRAME = 1000 / 60  # ms
WEIGHTS = ["70", "85.25", "119.99", "40", "66.67", "101.1"]
ROUNDS = 10

# From the input event until scripts have run and the page is laid out anew, for whichever field is typed into.
WATCH = """() => {
  const bare = document.createElement("input");
  bare.id = "bare";
  document.querySelector("dose-calculator").after(bare);
  window.times = {bare: [], calculator: []};
  let began = 0;
  addEventListener("input", () => { began = performance.now(); }, true);
  addEventListener("input", ({target}) => {
    document.body.getBoundingClientRect();
    window.times[target.id === "bare" ? "bare" : "calculator"].push(performance.now() - began);
  });
}"""


def measure(page: Page, address: str) -> dict[str, list[float]]:
    """The milliseconds of every key, for the bare field and for the calculator with everything filled in."""
    page.goto(address)
    page.evaluate(WATCH)
    page.select_option("select[name=product]", index=3)
    page.fill("input[name=hours]", "24")
    page.evaluate("window.times.calculator.length = 0")
    for _ in range(ROUNDS):
        for field in ("#bare", "input[name=weight]"):
            for weight in WEIGHTS:
                page.fill(field, "")
                page.locator(field).press_sequentially(weight)
    times: dict[str, list[float]] = page.evaluate("window.times")
    return times


def main() -> int:
    """Print the table; 1 when there is no built site."""
    site = ROOT / "site"
    if not (site / PAGES["en"]).is_file():
        print("site/ is not built: run `make site`", file=sys.stderr)
        return 1
    print(f"from a key to the result, laid out: milliseconds, and parts of a frame ({FRAME:.1f} ms)")
    print(f"{'page':6}{'processor':12}{'field':12}{'keys':>6}{'median':>9}{'95 %':>9}{'most':>9}{'95 %/frame':>12}")
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=str(browser.find()), args=browser.arguments())
        for locale, name in PAGES.items():
            for slower in (1, 4):
                page = instance.new_page()
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
                for field, times in measure(page, (site / name).as_uri()).items():
                    late = statistics.quantiles(times, n=20)[-1]
                    print(
                        f"{locale:6}{f'1/{slower}':12}{field:12}{len(times):6}{statistics.median(times):9.2f}"
                        f"{late:9.2f}{max(times):9.2f}{late / FRAME:12.2f}"
                    )
                page.close()
        instance.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
