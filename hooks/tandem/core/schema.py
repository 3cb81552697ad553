"""JSON Schemas of the data files that authors write: what an editor completes, explains and checks while they type.

Life: `python -m tandem schema` writes one for each data file that has a model, from the models themselves and the
site's languages; the files are kept beside the sources, and a test holds them to the models. They say what one value
may be; what several values must agree on is for the build to find.
"""

from __future__ import annotations

import json
from typing import Any

from .data import Strict
from .settings import Settings
from .translated import Spellings, Translated

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schemas"


def file_name(data: str) -> str:
    """The schema's file for a data file: `doses.schema.json` for `doses.yml`."""
    return f"{data.split('.')[0]}.schema.json"


def schema_text(model: type[Strict], data: str, settings: Settings) -> str:
    """The schema of a data file as it is written: JSON that diffs well."""
    schema = _tidy(model.model_json_schema(by_alias=True))
    if Translated.__name__ in schema.get("$defs", {}):
        schema["$defs"][Translated.__name__] = {
            "type": "object",
            "description": "A text in every language of the site.",
            "properties": {item.locale: {"type": "string", "minLength": 1} for item in settings.languages},
            "required": list(settings.locales),
            "additionalProperties": False,
        }
    if Spellings.__name__ in schema.get("$defs", {}):
        texts = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
        schema["$defs"][Spellings.__name__] = {
            "type": "object",
            "description": "Other ways to write something, a list for each language that has any.",
            "properties": {item.locale: texts for item in settings.languages},
            "additionalProperties": False,
        }
    return json.dumps({"$schema": DIALECT, "title": data, **schema}, ensure_ascii=False, indent=2) + "\n"


def _tidy(value: Any) -> Any:
    """Without the titles that pydantic makes of names, and with descriptions on one line."""
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _tidy(item) for key, item in value.items() if key != "title" or isinstance(item, dict)}
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].split())
    return kept
