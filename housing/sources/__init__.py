"""One file per published list. `registry.SOURCES` names them all."""
