"""Collaborations between a firm and its clients: services, activation, invitations, ending."""
