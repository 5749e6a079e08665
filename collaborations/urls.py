"""Routes of collaborations."""

from django.urls import path

from collaborations.web import billing, bounces, change_answers, client, entrance, firm, histories, members, overview, own_services, providers, recovery, recovery_entrance, requests, terms_templates

app_name = "collaborations"
urlpatterns = [
    path("firm/clients/<uuid:client_id>/collaborations/", firm.client_tab, name="client_tab"),
    path(
        "firm/clients/<uuid:client_id>/collaborations/activate/",
        firm.collaboration_activate,
        name="collaboration_activate",
    ),
    path(
        "firm/clients/<uuid:client_id>/collaborations/preview/",
        firm.activation_preview,
        name="activation_preview",
    ),
    path("firm/collaborations/<uuid:collaboration_id>/change/", firm.collaboration_change, name="collaboration_change"),
    path("firm/collaborations/<uuid:collaboration_id>/change/cancel/", firm.change_cancel, name="change_cancel"),
    path("firm/collaborations/<uuid:collaboration_id>/end/", firm.collaboration_end, name="collaboration_end"),
    path("firm/collaborations/<uuid:collaboration_id>/end/cancel/", firm.end_cancel, name="end_cancel"),
    path(
        "firm/collaborations/<uuid:collaboration_id>/retry/",
        firm.effect_retry,
        name="effect_retry",
    ),
    path("firm/collaborations/<uuid:collaboration_id>/remind/", requests.remind, name="request_remind"),
    path("firm/collaborations/<uuid:collaboration_id>/withdraw/", requests.withdraw, name="request_withdraw"),
    path("firm/<uuid:firm_id>/collaboration-requests/", requests.request_list, name="request_list"),
    path(
        "firm/collaborations/<uuid:collaboration_id>/events/",
        histories.collaboration_events,
        name="collaboration_events",
    ),
    path(
        "client/collaborations/<uuid:collaboration_id>/events/",
        histories.company_collaboration_events,
        name="company_collaboration_events",
    ),
    path("firm/<uuid:firm_id>/collaborations/", overview.overview, name="overview"),
    path("firm/<uuid:firm_id>/collaborations.csv", overview.overview_csv, name="overview_csv"),
    path("firm/<uuid:firm_id>/collaborations.xlsx", overview.overview_xlsx, name="overview_xlsx"),
    path("firm/<uuid:firm_id>/invoice-basis/", billing.basis_show, name="invoice_basis"),
    path("firm/<uuid:firm_id>/invoice-basis.csv", billing.basis_csv, name="basis_csv"),
    path("firm/<uuid:firm_id>/invoice-basis.xlsx", billing.basis_xlsx, name="basis_xlsx"),
    path("firm/<uuid:firm_id>/settings/templates/", terms_templates.template_list, name="template_list"),
    path("firm/<uuid:firm_id>/settings/templates/new/", terms_templates.template_new, name="template_new"),
    path(
        "firm/<uuid:firm_id>/settings/templates/<uuid:template_id>/",
        terms_templates.template_edit,
        name="template_edit",
    ),
    path(
        "firm/<uuid:firm_id>/settings/templates/<uuid:template_id>/remove/",
        terms_templates.template_remove,
        name="template_remove",
    ),
    path("firm/<uuid:firm_id>/settings/prices/", billing.price_list_show, name="price_list"),
    path("firm/<uuid:firm_id>/settings/prices/new/", billing.price_new, name="price_new"),
    path("firm/<uuid:firm_id>/collaboration-requests/export/", requests.request_export, name="request_export"),
    path("mail/bounces/<str:token>/", bounces.mail_bounce, name="mail_bounce"),
    path("firm/<uuid:firm_id>/settings/services/", providers.provider_list, name="provider_list"),
    path("firm/<uuid:firm_id>/settings/services/calls/", providers.delivery_list, name="delivery_list"),
    path(
        "firm/<uuid:firm_id>/settings/services/calls/<uuid:delivery_id>/again/",
        providers.delivery_again,
        name="delivery_again",
    ),
    path("firm/<uuid:firm_id>/settings/services/<str:service>/", providers.provider_edit, name="provider_edit"),
    path("firm/<uuid:firm_id>/settings/services/<str:service>/secret/", providers.secret_rotate, name="secret_rotate"),
    path("firm/<uuid:firm_id>/settings/services/<str:service>/test/", providers.provider_test, name="provider_test"),
    path("client/companies/<uuid:company_id>/collaborations/", client.company_list, name="company_list"),
    path(
        "client/collaborations/<uuid:collaboration_id>/end/",
        client.collaboration_end,
        name="company_collaboration_end",
    ),
    path("client/collaborations/<uuid:collaboration_id>/end/cancel/", client.end_cancel, name="company_end_cancel"),
    path(
        "client/collaborations/<uuid:collaboration_id>/change/",
        client.collaboration_change,
        name="company_collaboration_change",
    ),
    path(
        "client/collaborations/<uuid:collaboration_id>/change/cancel/",
        client.change_cancel,
        name="company_change_cancel",
    ),
    path("client/collaboration-changes/<uuid:change_id>/", change_answers.change_answer, name="change_answer"),
    path(
        "client/collaboration-changes/<uuid:change_id>/decline/",
        change_answers.change_decline,
        name="change_decline",
    ),
    path("client/companies/<uuid:company_id>/own-payroll/end/", own_services.own_payroll_end, name="own_payroll_end"),
    path("client/companies/<uuid:company_id>/lon-direkt/end/", own_services.lon_direct_end, name="lon_direct_end"),
    path("firm/clients/<uuid:client_id>/recovery/", recovery.recovery, name="recovery"),
    path("firm/clients/<uuid:client_id>/recovery/vouch/", recovery.recovery_vouch, name="recovery_vouch"),
    path("firm/clients/<uuid:client_id>/recovery/stop/", recovery.recovery_stop, name="recovery_stop"),
    path("recoveries/<str:token>/", recovery_entrance.recovery_show, name="recovery_show"),
    path("client/companies/<uuid:company_id>/signatory/", members.signatory_save, name="signatory_save"),
    path("client/companies/<uuid:company_id>/members/", members.member_list, name="member_list"),
    path(
        "client/companies/<uuid:company_id>/members/<uuid:membership_id>/end/",
        members.member_end,
        name="member_end",
    ),
    path("invitations/<str:token>/", entrance.invitation_show, name="invitation_show"),
    path("invitations/<str:token>/accept/", entrance.invitation_accept, name="invitation_accept"),
    path("invitations/<str:token>/decline/", entrance.invitation_decline, name="invitation_decline"),
]
