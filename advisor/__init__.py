"""The firm's portal: clients, contacts, assignments."""
