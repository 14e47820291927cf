"""Products with their coefficients, in dated versions that are issued whole."""
