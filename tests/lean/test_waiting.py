"""What waits for scripts, as the script that fills it in."""

from __future__ import annotations

import json

from tandem.lean import waiting_script


def test_the_script() -> None:
    made = waiting_script({"search": '<p title="x">\n    镁\n</p>'}).decode()
    assert '{"search":"<p title=\\"x\\">\\n镁\\n</p>"}' in made
    assert "serviceWorker" not in made
    assert json.dumps("app.1.js") in waiting_script({}, "app.1.js").decode()
