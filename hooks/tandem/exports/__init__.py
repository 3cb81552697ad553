"""The finished site in other forms, for places without internet; each is made from the pages that were built.

Only the plugin calls this package, when the site is complete and before it is published. `edition` says what is taken
away, `book` is a tutorial in one language as one text, `forms` makes the files; each form is a module of its own.
"""
