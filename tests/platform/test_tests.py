"""The tests themselves stay on this machine."""

import socket

import pytest


def test_a_test_that_asks_for_the_network_fails():
    with socket.socket() as line, pytest.raises(PermissionError, match="asked for the network"):
        line.connect(("192.0.2.1", 80))
