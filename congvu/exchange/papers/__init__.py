"""Papers of the evaluation: a card's values for its form, the codes at the foot, runs of many.

What the paper says is laid out in exchange.forms; here are the records turned into its words
(cards, unit_results), the code that names a snapshot (codes), what a file says of itself (reading)
and what the records say of that (checking), and the papers of a whole unit (running).
"""
