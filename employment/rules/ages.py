"""Ages at which somebody is rarely employed: worth a second look, never a hindrance."""

# Arbetsmiljöverkets AFS 2023:2: under thirteen only in exceptional cases.
YOUNGEST, OLDEST = 13, 100


def is_unusual_age(age: int) -> bool:
    """Whether a number with this age is more likely a slip of the finger than a person."""
    return not YOUNGEST <= age <= OLDEST
