"""Which rule text, local parameters and calendar apply from which day; the periods they open."""
