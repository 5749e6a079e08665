"""The firm's templates of terms, for its administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import firm_for, user_of
from accounts.models import Firm
from accounts.permissions import Permission
from collaborations.models import TermsTemplate
from collaborations.operations.terms_templates import NameTaken, TemplateGone, remove_template, save_template
from collaborations.queries.terms_templates import templates_of
from collaborations.template_forms import TermsTemplateForm


@require_safe
def template_list(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Every template, and what it says."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    return render(
        request, "collaborations/template_list.html", {"firm": firm, "terms_templates": templates_of(firm.pk)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: HttpRequest, firm_id: UUID) -> HttpResponse:
    """Add a template."""
    return _edit(request, firm_for(request, firm_id, Permission.SETTINGS_MANAGE), None)


@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, firm_id: UUID, template_id: UUID) -> HttpResponse:
    """Change a template; what was agreed with its help stays as it is."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    return _edit(request, firm, get_object_or_404(templates_of(firm.pk), pk=template_id))


@require_POST
def template_remove(request: HttpRequest, firm_id: UUID, template_id: UUID) -> HttpResponse:
    """Take a template away."""
    firm = firm_for(request, firm_id, Permission.SETTINGS_MANAGE)
    template = get_object_or_404(templates_of(firm.pk), pk=template_id)
    try:
        remove_template(firm=firm, template_id=template.pk, by=user_of(request))
        messages.success(request, _("The template is removed."))
    except TemplateGone:
        messages.info(request, _("The template was removed already."))
    return redirect("collaborations:template_list", firm_id=firm.pk)


def _edit(request: HttpRequest, firm: Firm, template: TermsTemplate | None) -> HttpResponse:
    form = TermsTemplateForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        try:
            template_id = template.pk if template else None
            save_template(firm=firm, by=user_of(request), template_id=template_id, **form.saved)
        except NameTaken:
            form.add_error("name", _("Another template has this name."))
        except TemplateGone:
            form.add_error(None, _("The template was removed already."))
        else:
            messages.success(request, _("The template is saved."))
            return redirect("collaborations:template_list", firm_id=firm.pk)
    context = {"firm": firm, "form": form, "terms_template": template}
    return render(request, "collaborations/template_edit.html", context, status=422 if form.errors else 200)
