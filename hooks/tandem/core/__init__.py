"""What every feature stands on: problems, data files, settings, strings, source pages, rendering."""
