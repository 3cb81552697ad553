"""`tandem import`: a text that there is already, in two languages, becomes a tutorial's folder.

Life: `command` asks for the licence and the right to adapt, then opens each file (`opening`), reads it into blocks with
their places (`reading`), tells what each block is for (`parts`), binds citations to the parsed list of references
(`citing`, `record`, `works`), pairs the languages (`pairing`), writes it our way (`wording`) and makes the folder
(`folder`). What could not be done goes into a `listing.Listing`, written beside it. Nothing here is part of a build.
"""
