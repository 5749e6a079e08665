"""Users, firms, companies, memberships, access grants and the doors."""
