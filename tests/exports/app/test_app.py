"""The app as a reader meets it: saved, read without a connection, brought up to date, removed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tandem.exports import app
from tandem.exports.edition import Edition

from tests.exports.app.conftest import Host
from tests.exports.reading import search
from tests.trials import sample

pytestmark = pytest.mark.browser

CONTROL = "en/downloads.html"
PACK = "assets/app/en.magnesium.pages.pack"
# What the site takes with its first tutorial alone; see adr/0013. What other tutorials bring is theirs.
KEPT = 760_000  # bytes on the device
SENT = 440_000  # the same as a host sends it: all but the packs compressed
OTHERS = re.compile(r"reading-evidence")


def shown(page: Page, text: str) -> None:
    expect(page.locator("[data-app] [role=status]")).to_contain_text(re.compile(text), use_inner_text=True)


def save(page: Page, host: Host, address: str = CONTROL) -> None:
    page.goto(host.url + address)
    page.get_by_role("button", name="Save for offline").click()
    shown(page, "Saved for offline: the version of 2026-09-21")


def site_of(host: Host) -> dict[str, Any]:
    """What the worker knows."""
    text = (host.folder / "service-worker.js").read_text(encoding="utf-8")
    return dict(json.loads(text.splitlines()[0].removeprefix("const SITE = ").removesuffix(";")))


def files(host: Host) -> dict[str, list[object]]:
    return dict(site_of(host)["files"])


def publish_again(host: Host, edition: Edition, old: str, new: str) -> None:
    """The next version: one page says something else."""
    page = host.folder / "en/magnesium/dosing.html"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    app.make(replace(edition, folder=host.folder, moment=edition.moment.replace(month=10)), host.folder)


def caches(page: Page) -> list[str]:
    return list(page.evaluate("caches.keys()"))


def test_what_is_kept(host: Host) -> None:
    site = site_of(host)
    names, pages = set(site["files"]), site["pages"]
    packs = {name for name in names if name.endswith(".pack")}
    # Of each language, one for each tutorial and one for the pages outside tutorials.
    assert packs == {
        "assets/app/pages.pack", "assets/app/magnesium.pages.pack", "assets/app/en.pages.pack", PACK,
        "assets/app/reading-evidence.pages.pack", "assets/app/en.reading-evidence.pages.pack",
    }  # fmt: skip
    assert {"index.html", "en/magnesium/dosing.html", "404.html"} <= set(pages)
    assert set(pages.values()) == packs
    assert "assets/favicon.svg" in names
    assert not [name for name in [*names, *pages] if ".zh-en." in name or name.startswith("downloads/")]
    assert not [name for name in names if name.endswith(".html")]
    assert not {"service-worker.js", "sitemap.xml", "assets/icon-512.png"} & names
    sizes = {name: (host.folder / name).stat().st_size for name in names}
    assert sizes == {name: size for name, (_, size) in site["files"].items()}
    own = {name for name in names if not OTHERS.search(name)}
    sent = [(host.folder / name).read_bytes() for name in own - packs]
    assert sum(len(gzip.compress(content, 9)) for content in sent) + sum(sizes[name] for name in own & packs) <= SENT
    assert sum(sizes[name] for name in own) <= KEPT
    # What the control says; with the few bytes by which saying it changes a pack.
    for page in ("downloads.html", "en/downloads.html"):
        (said,) = set(re.findall(r'data-slot="size">(\d+)<', (host.folder / page).read_text(encoding="utf-8")))
        assert abs(int(said) * 1000 - sum(sizes.values())) <= 5_100


def test_nothing_is_kept_unasked(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(host.url + CONTROL)
    shown(page, r"in about \d+ KB")
    page.goto(host.url + "en/magnesium/dosing.html")
    page.wait_for_load_state("networkidle")
    assert caches(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    assert "service-worker.js" not in host.asked


def test_saved_and_read_without_a_connection(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    save(page, host)
    host.down = True
    host.asked.clear()

    page.reload()
    shown(page, "Saved for offline")
    # Every page that is kept opens, in either language, with its style.
    for path in sample(sorted(site_of(host)["pages"]), 10, "kept"):
        answer = page.goto(host.url + path)
        assert answer is not None and answer.ok and answer.from_service_worker, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        text = page.evaluate("fetch(location.href).then((answer) => answer.text())")
        assert text.encode() == (host.folder / path).read_bytes(), path
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--tandem-paper')"), path
    # The language switch keeps the section.
    page.goto(host.url + "en/magnesium/dosing.html")
    page.locator("#cautions").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    page.locator("a.tandem-language").click()
    page.wait_for_url(host.url + "magnesium/dosing.html#cautions")
    # The calculator.
    page.locator("input[name=weight]").fill("70")
    expect(page.locator(".calc__answer").first).to_be_visible()
    # Search, whose data was not asked for before.
    search(page, "硫酸镁", f"{host.url}magnesium/")
    # No request was even tried but for a newer worker.
    assert {path for path in host.asked if path != "service-worker.js"} <= {"favicon.ico"}


def test_addresses_as_readers_type_them(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    save(page, host)
    host.down = True
    for typed, arrives in {
        "": "",
        "en": "en/",
        "en/magnesium": "en/magnesium/",
        "en/magnesium/": "en/magnesium/",
        "magnesium/dosing?x=1": "magnesium/dosing.html?x=1",
        "magnesium/dosing#cautions": "magnesium/dosing.html#cautions",
    }.items():
        page.goto(host.url + typed)
        assert page.url == host.url + arrives
        page.locator("a.tandem-language").click()
        expect(page.locator("h1").first).to_be_visible()


def test_what_is_not_there_without_a_connection(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    save(page, host)
    host.down = True
    answer = page.goto(host.url + "en/no-such-page.html")
    assert answer is not None and answer.status == 404
    expect(page.get_by_text("There is no such page")).to_be_visible()
    answer = page.goto(host.url + "magnesium/dosing.zh-en.html")
    assert answer is not None and answer.status == 503
    expect(page.get_by_text("This page is not saved on this device")).to_be_visible()
    page.get_by_role("link", name="All tutorials").click()
    page.wait_for_url(host.url + "en/index.html")
    # With a connection the host answers.
    host.down = False
    page.goto(host.url + "magnesium/dosing.zh-en.html")
    expect(page.locator(".both").first).to_be_visible()


def test_what_was_interrupted_goes_on(host: Host, reader: BrowserContext) -> None:
    names = sorted(files(host))
    host.failing = {name for name in names if name.startswith("assets/tandem/search/")}
    page = reader.new_page()
    page.goto(host.url + CONTROL)
    page.get_by_role("button", name="Save for offline").click()
    shown(page, r"Not complete yet\. \d+ files are on this device")
    (cache,) = caches(page)
    count = "name => caches.open(name).then((cache) => cache.keys()).then((keys) => keys.length)"
    here = page.evaluate(count, cache)
    assert 0 < here <= len(names) - len(host.failing)
    # Still so when the reader comes back; and half a site is not shown as the site.
    page.reload()
    shown(page, f"Not complete yet. {here} files")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    host.failing = set()
    host.asked.clear()
    page.get_by_role("button", name="Continue").click()
    shown(page, "Saved for offline")
    asked = [path for path in host.asked if path in names]
    assert len(asked) == len(set(asked)) == len(names) - here
    assert page.evaluate(count, cache) == len(names) + 1  # and which version is shown


def test_a_connection_that_comes_back_goes_on_by_itself(host: Host, reader: BrowserContext) -> None:
    host.failing = {PACK}
    page = reader.new_page()
    page.goto(host.url + CONTROL)
    page.get_by_role("button", name="Save for offline").click()
    shown(page, "Not complete yet")
    host.failing = set()
    page.evaluate("dispatchEvent(new Event('online'))")
    shown(page, "Saved for offline")


def test_bytes_that_the_build_did_not_write_are_not_kept(host: Host, reader: BrowserContext) -> None:
    """A page of a captive portal, or a cache on the way that still holds an older page."""
    pack = host.folder / PACK
    right = pack.read_bytes()
    pack.write_text("<!doctype html><title>Log in</title>", encoding="utf-8")
    page = reader.new_page()
    page.goto(host.url + CONTROL)
    page.get_by_role("button", name="Save for offline").click()
    shown(page, "Not complete yet")
    pack.write_bytes(right)
    page.get_by_role("button", name="Continue").click()
    shown(page, "Saved for offline")


def test_progress_is_told_in_words_and_by_a_bar(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto(host.url + CONTROL)
    page.evaluate(
        """() => {
          window.seen = [];
          const bar = document.querySelector("[data-app] progress");
          new MutationObserver(() => window.seen.push([bar.value, bar.max, bar.parentElement.innerText.trim()]))
            .observe(bar, {attributes: true});
        }"""
    )
    page.get_by_role("button", name="Save for offline").click()
    expect(page.locator("[data-app] [role=status]")).to_be_focused()
    shown(page, "Saved for offline")
    seen = page.evaluate("window.seen")
    size = sum(int(str(bytes_)) for _, bytes_ in files(host).values())
    assert [value for value, _, _ in seen] == sorted(value for value, _, _ in seen)
    assert {most for _, most, _ in seen} == {size}
    words = re.compile(rf"\d+ of {len(files(host))} files, \d+ of {(size + 500) // 1000} KB")  # as scripts round
    assert seen and all(words.fullmatch(text) for *_, text in seen[1:]), seen


def test_a_newer_version_waits_until_it_is_accepted(host: Host, edition: Edition, reader: BrowserContext) -> None:
    page = reader.new_page()
    save(page, host)
    page.goto(host.url + "en/magnesium/dosing.html")
    title = page.locator("h1").first.inner_text().replace("¶", "").strip()
    publish_again(host, edition, title, "The newer text")
    host.asked.clear()

    page.reload()
    notice = page.locator("[data-app-notice]")
    expect(notice).to_contain_text("A newer version (2026-10-21) is on this device")
    # Only the pack with what has changed was loaded.
    assert [path for path in host.asked if path != "service-worker.js"] == [PACK]
    host.down = True
    for _ in range(2):  # also after every window was closed
        page.close()
        page = reader.new_page()
        page.goto(host.url + "en/magnesium/dosing.html")
        expect(page.locator("h1").first).to_contain_text(title)
        expect(page.locator("[data-app-notice]")).to_be_visible()

    other = reader.new_page()
    other.goto(host.url + CONTROL)
    page.get_by_role("button", name="Use the newer version").click()
    expect(page.locator("h1").first).to_contain_text("The newer text")
    expect(page.locator("[data-app-notice]")).to_be_hidden()
    expect(other.locator("[data-app-notice]")).to_contain_text("in use in another window")
    other.get_by_role("button", name="Use the newer version").click()
    shown(other, "the version of 2026-10-21")
    (cache,) = caches(page)
    keys = page.evaluate(
        "name => caches.open(name).then((cache) => cache.keys()).then((keys) => keys.map((key) => key.url))", cache
    )
    assert len(keys) == len(files(host)) + 1  # nothing of the version before is left


def test_a_newer_version_that_cannot_be_had_changes_nothing(
    host: Host, edition: Edition, reader: BrowserContext
) -> None:
    page = reader.new_page()
    save(page, host)
    publish_again(host, edition, "</h1>", "!</h1>")
    host.failing = {PACK}
    page.reload()
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.update()).catch(() => 0)")
    shown(page, "the version of 2026-09-21")
    page.goto(host.url + "en/magnesium/dosing.html")
    expect(page.locator("[data-app-notice]")).to_be_hidden()
    host.failing = set()
    notice = page.locator("[data-app-notice]")
    for _ in range(8):  # browsers look for a newer worker when they see fit; a reader turns page after page
        page.reload(timeout=60_000)
        page.evaluate("navigator.serviceWorker.ready.then((found) => found.update()).catch(() => 0)")
        with suppress(AssertionError):
            expect(notice).to_be_visible(timeout=5_000)
            break
    expect(notice).to_be_visible()


def test_a_version_saved_without_packs_waits_like_any_other(
    host: Host, edition: Edition, reader: BrowserContext
) -> None:
    """As the app kept it once: each page a file."""
    worker = host.folder / "service-worker.js"
    rest = worker.read_text(encoding="utf-8").partition("\n")[2]
    site = site_of(host)
    kept = {name: known for name, known in site["files"].items() if not name.endswith(".pack")}
    for path in site.pop("pages"):
        content = (host.folder / path).read_bytes()
        kept[path] = [base64.b64encode(hashlib.sha256(content).digest()).decode(), len(content)]
    worker.write_text(f"const SITE = {json.dumps(site | {'files': kept})};\n{rest}", encoding="utf-8")
    page = reader.new_page()
    save(page, host)
    page.goto(host.url + "en/magnesium/dosing.html")
    title = page.locator("h1").first.inner_text().replace("¶", "").strip()

    publish_again(host, edition, title, "The newer text")
    newer = worker.read_text(encoding="utf-8")
    worker.write_text(f"delete self.DecompressionStream;\n{newer}", encoding="utf-8")  # an old browser
    update = "navigator.serviceWorker.ready.then((found) => found.update()).then(() => true, () => false)"
    assert page.evaluate(update) is False
    expect(page.locator("[data-app-notice]")).to_be_hidden()

    worker.write_text(newer, encoding="utf-8")
    os.utime(worker, (2e9, 2e9))  # hosts tell whole seconds, and this one is the same
    assert page.evaluate(update) is True
    expect(page.locator("[data-app-notice]")).to_be_visible()
    host.down = True
    page.reload()
    expect(page.locator("h1").first).to_contain_text(title)
    answer = page.goto(host.url + "en/magnesium/no-such-page.html")
    assert answer is not None and answer.status == 404
    page.goto(host.url + "en/magnesium/dosing")
    page.get_by_role("button", name="Use the newer version").click()
    expect(page.locator("h1").first).to_contain_text("The newer text")


def test_where_a_pack_is_lost_the_host_answers(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    save(page, host)
    # Spoilt, as a device's storage can be; then whole; then gone, as where a browser made room.
    change = """async ([name, what]) => {
      const cache = await caches.open(name);
      const key = (await cache.keys()).find((key) => key.url.includes("/en.magnesium.pages.pack?"));
      window.right ??= await cache.match(key);
      if (what === "gone") return cache.delete(key);
      return cache.put(key, what === "whole" ? window.right.clone() : new Response("spoilt"));
    }"""
    other = reader.new_page()
    for what, path, asks in (
        ("spoilt", "en/magnesium/dosing.html", True),
        ("whole", "en/magnesium/dosing.html", False),
        ("gone", "en/magnesium/summary.html", True),
    ):
        page.evaluate(change, [caches(page)[0], what])
        host.asked.clear()
        answer = other.goto(host.url + path)
        assert answer is not None and answer.ok
        assert (path in host.asked) is asks, what


def test_removed(host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    save(page, host)
    # A neighbour on the same host keeps what is his.
    page.evaluate("caches.open('tandem ' + location.origin + '/tandem/preview/')")
    page.locator("[data-app] summary").click()
    page.get_by_role("button", name="Remove it").click()
    shown(page, "Removed from this device")
    expect(page.get_by_role("button", name="Save for offline")).to_be_visible()
    assert [name.rpartition("/tandem/")[2] for name in caches(page)] == ["preview/"]
    # Saved again without leaving the page, where the worker still runs.
    page.get_by_role("button", name="Save for offline").click()
    shown(page, "Saved for offline")
    page.locator("[data-app] summary").click()
    page.get_by_role("button", name="Remove it").click()
    shown(page, "Removed from this device")
    page.reload()
    shown(page, "in about")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    host.down = True
    with pytest.raises(Exception, match="ERR_"):
        page.reload()


def test_where_it_cannot_be_saved_it_says_so(site: Path, host: Host, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.goto((site / CONTROL).as_uri())
    shown(page, "on your own disk already")
    expect(page.locator("[data-app] button:visible")).to_have_count(0)
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(host.url + CONTROL)
    shown(page, "cannot save the site")
    older = reader.new_page()  # a browser without what unpacks the pages
    older.add_init_script("delete window.DecompressionStream")
    older.goto(host.url + CONTROL)
    shown(older, "cannot save the site")
    expect(older.locator("[data-app] button:visible")).to_have_count(0)
    page.add_init_script(
        "navigator.__proto__.serviceWorker = {getRegistration: async () => undefined, addEventListener() {},"
        " register: async () => { throw new DOMException('no', 'SecurityError'); }}"
    )
    page.goto(host.url + CONTROL)
    page.get_by_role("button", name="Save for offline").click()
    shown(page, "cannot save the site")


def test_without_a_script_the_control_says_what_it_needs(host: Host, reader: BrowserContext) -> None:
    context = reader.browser
    assert context is not None
    page = context.new_page(java_script_enabled=False)
    page.goto(host.url + CONTROL)
    shown(page, "needs scripts")
    expect(page.locator("[data-app] button:visible")).to_have_count(0)
    page.close()


def test_a_browser_can_install_it(host: Host, edition: Edition, reader: BrowserContext) -> None:
    page = reader.new_page()
    for language in edition.languages:
        page.goto(f"{host.url}{language.prefix}downloads.html")
        link = page.locator("link[rel=manifest]")
        expect(link).to_have_count(1)
        manifest = page.request.get(link.evaluate("link => link.href")).json()
        assert manifest["lang"] == language.tag == page.evaluate("document.documentElement.lang")
        assert (manifest["id"], manifest["scope"]) == ("/tandem/", "./")
        assert (host.folder / manifest["start_url"]).is_file()
        # What Chromium itself says of it.
        session = reader.new_cdp_session(page)
        answer = session.send("Page.getAppManifest")
        assert answer["errors"] == []
        # Its rules, which a whole browser applies too and the shell does not: name, start, display, a large icon.
        read = answer["manifest"]
        assert read["name"] and read["display"] in {"kStandalone", "kMinimalUi"}
        assert read["startUrl"].startswith(read["scope"]) and read["scope"] == host.url
        sizes = [icon["sizes"] for icon in manifest["icons"] if icon["type"] == "image/png"]
        assert any(int(size.partition("x")[0]) >= 144 for size in sizes)
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert {error["errorId"] for error in errors} <= {"in-incognito"}  # as every test's context is
        for icon in manifest["icons"]:
            picture = (host.folder / icon["src"]).read_bytes()
            if icon["type"] == "image/png":
                size = "x".join(str(int.from_bytes(picture[at : at + 4], "big")) for at in (16, 20))
                assert size == icon["sizes"]
