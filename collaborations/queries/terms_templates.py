"""The firm's templates of terms."""

from uuid import UUID

from django.db.models import QuerySet

from collaborations.models import TermsTemplate


def templates_of(firm_id: UUID) -> QuerySet[TermsTemplate]:
    """By name, inside the firm's scope."""
    return TermsTemplate.objects.filter(firm_id=firm_id).order_by("name")


def templates_for(firm_id: UUID, service: str) -> list[TermsTemplate]:
    """Those that fit a service, the default one first."""
    return list(templates_of(firm_id).filter(service=service).order_by("-is_default", "name"))
