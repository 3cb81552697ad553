"""The only file that MkDocs loads: it puts `tandem` on the path and hands over its events."""

from tandem.plugin import (  # noqa: F401
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_serve,
    on_shutdown,
    on_startup,
    on_template_context,
)
