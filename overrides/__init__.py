"""The theme `tandem`: MkDocs finds this folder by the package's entry point, and in this repository by `custom_dir`."""
