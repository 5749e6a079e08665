"""What services and variants are called."""

from collaborations.models.choices import SERVICES, VARIANTS


def service_name(service: str) -> str:
    """The service's name."""
    return str(dict(SERVICES)[service])


def variant_name(service: str, variant: str) -> str:
    """The variant's name; empty for a service without variants."""
    return str(dict(VARIANTS)[variant]) if variant else ""
