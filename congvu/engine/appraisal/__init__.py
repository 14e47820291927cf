"""What is wrong, or worth a look, in a drafted list: pure, exact, the same for everybody.

`linter.findings` judges a list; `equity.equity` compares the rooms of a catalogue. Decree 335,
article 13.1a and 13.2: work listed twice and work without a clear output is taken out, at most five
groups of complexity; handbook, chapter II: points inside the group's band, coefficient = points ÷
points of the standard product, kept to one decimal.
"""
