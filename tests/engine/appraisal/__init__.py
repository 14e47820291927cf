"""What the appraisal of drafted lists must find, and what it must let stand."""
