"""Review in Word: a section as a DOCX whose texts are known again, and a clinician's changes and comments out of it.

Not a feature: `python -m tandem review` is its way in. Nothing goes into a source but by hand.
"""
