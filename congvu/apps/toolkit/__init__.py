"""Proposals: how a list is drafted, appraised and issued; toolkits published and adopted."""
