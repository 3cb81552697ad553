"""Search, measured: `python -m tools.search` (`make bench-search`).

Life: `sections` reads the built site again, by its own rules, and `queries` makes queries of it that a section must
answer; `drive` types them into the real field of the real page, of ours and of Material's own search over the same
text (`stock`), over http and from `file://`; `corpus` makes a shelf of fifty tutorials; `score` and `report` say what
came out.
"""
