"""A reader that never says a word, for the test that ends it."""

import time

if __name__ == "__main__":
    time.sleep(600)
