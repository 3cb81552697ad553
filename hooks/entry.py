"""The only file that MkDocs loads in this repository: it hands over the events of the plugin, found beside it."""

from tandem.plugin import TandemPlugin

_plugin = TandemPlugin()
globals().update({name: getattr(_plugin, name) for name in dir(_plugin) if name.startswith("on_")})
