"""Parity: whether two languages of a page say the same thing, told without knowing any language by name.

Not a feature: a domain of pure functions. What is peculiar to a language stands in `languages/<locale>/parity.yml`.
"""
