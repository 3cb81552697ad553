"""Tandem: clinical teaching in two languages from one source tree.

Life of a build: `sources.load` reads every tutorial, section and data file in every language and collects
problems; if there is none, each page is rendered by `core.markdown` with the features' blocks; `plugin` is the
only module that knows MkDocs, and `check` does all but the rendering.
"""
