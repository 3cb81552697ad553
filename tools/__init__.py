"""Set-up and gate tooling: what the Makefile and the tests call. No part of the site's build imports it."""
