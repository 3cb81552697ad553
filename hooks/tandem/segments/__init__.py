"""Segments: the texts of the sources one by one, where each stands to the letter, and how one is replaced there.

Not a feature: what `translation` and `review` hand to other people's programs and take back. Only what was changed is
written; every other byte of a file stays as it was.
"""
