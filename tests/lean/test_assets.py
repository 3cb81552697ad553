"""What travels with the pages: nothing that none of them leads to."""

from __future__ import annotations

import re
from pathlib import Path

from tandem.lean.assets import leave_out_unused, pack


def test_a_file_that_nothing_leads_to_is_left_out(tmp_path: Path) -> None:
    files = {
        "index.html": '<link rel="stylesheet" href="assets/a.css"><script src="assets/deep/b.js?v=1"></script>',
        "en/index.html": '<img src="../assets/c.png" srcset="../assets/c-2.png 2x">',
        "assets/a.css": "a{background:url(d.svg)}",
        "assets/deep/b.js": 'load("e.json")',
        "assets/e.json": '{"next": "f.txt"}',
        "assets/f.txt": "assets/not-led-to-by-a-plain-text.png",
        "assets/c.png": "", "assets/c-2.png": "", "assets/d.svg": "<svg/>",
        "assets/a.css.map": "", "assets/not-led-to-by-a-plain-text.png": "", "assets/empty/g.js": 'load("h.js")',
        "assets/empty/h.js": "", "magnesium/picture.png": "an author's: it stays",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    leave_out_unused(tmp_path)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(files) - left == {
        "assets/a.css.map", "assets/not-led-to-by-a-plain-text.png", "assets/empty/g.js", "assets/empty/h.js",
    }  # fmt: skip
    assert not (tmp_path / "assets/empty").exists()


def test_the_site_holds_no_file_that_nothing_leads_to(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    assert files
    texts = "\n".join(
        path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.suffix in {".html", ".css", ".js", ".webmanifest"}
    )
    assert [name for name in files if name.rpartition("/")[2] not in texts] == []
    assert [name for name in files if re.search(r"\.map$|lunr|workers|bundle", name)] == []
    kinds = {Path(name).suffix for name in files}
    assert kinds <= {".css", ".js", ".svg", ".png", ".webmanifest", ".json", ".pack"}


def test_packing_leaves_out_what_only_we_read(tmp_path: Path) -> None:
    script, style = tmp_path / "a.js", tmp_path / "a.css"
    script.write_text('/* why */\nconst a = `b  ${c /* d */}\n  e`;  // f\n  return "/* kept */";\n', encoding="utf-8")
    style.write_text('/* why */\na  {\n  color : red ;\n  content: "/* kept  */" ;\n}\n', encoding="utf-8")
    assert pack(script).decode().strip() == 'const a=`b  ${c }\n  e`;return "/* kept */";'
    assert pack(style).decode() == 'a{color :red;content:"/* kept  */"}'


def test_what_space_means_in_a_style_stays(tmp_path: Path) -> None:
    style = """
      @container (min-width: 30em) { a  b > c , d:not( .e ) :hover { width: calc( 1em + 2px ) ; margin: 0  auto } }
      @media screen and (max-width: 1em) { .f { & g { color: RED } --x: { } ; font: 1em/1.5 "A  B", c } }
    """
    path = tmp_path / "a.css"
    path.write_text(style, encoding="utf-8")
    assert pack(path).decode() == (
        "@container (min-width: 30em){a b>c,d:not( .e ) :hover{width:calc( 1em + 2px );margin:0 auto}}"
        '@media screen and (max-width: 1em){.f{& g{color:RED}--x:{};font:1em/1.5 "A  B",c}}'
    )
