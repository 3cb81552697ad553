"""The dose engine: what `doses.yml` says, its units checked, and exact arithmetic for table and browser alike.

Not a feature: a domain that the dose table and the calculator both draw on.
"""
