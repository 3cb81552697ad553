"""`make bench-shelf`: what a shelf of tutorials costs to build, and how that grows; ours beside Material as it comes.

`making` writes the shelves, `measuring` runs programs and says what they used, `__main__` asks and writes the report.
"""
