"""Addresses of records, organisations, members and imports."""

from django.urls import include, path

from branches.views.account import PasswordChange
from branches.views.attachments import AttachmentAdd, AttachmentDelete, AttachmentFetch
from branches.views.deleting import Bin, RecordDelete, RecordRestore
from branches.views.duties import DutyDelete, DutyFormView, DutyList
from branches.views.editing import RecordAdd, RecordEdit
from branches.views.home import Home
from branches.views.listing import RecordList
from branches.views.members import MemberDelete, MemberDetail, MemberFormView, MemberList, MemberRestore
from branches.views.organizations import OrganizationFormView, OrganizationList
from branches.views.records import RecordDetail
from branches.views.roster import Roster

one_record = [
    path("", RecordDetail.as_view(), name="record_detail"),
    path("edit/", RecordEdit.as_view(), name="record_edit"),
    path("delete/", RecordDelete.as_view(), name="record_delete"),
    path("restore/", RecordRestore.as_view(), name="record_restore"),
    path("attachments/", AttachmentAdd.as_view(), name="attachment_add"),
    path("attachments/<int:attachment_pk>/", AttachmentFetch.as_view(), name="attachment"),
    path("attachments/<int:attachment_pk>/delete/", AttachmentDelete.as_view(), name="attachment_delete"),
]

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("roster/", Roster.as_view(), name="roster"),
    path("records/<slug:slug>/", RecordList.as_view(), name="record_list"),
    path("records/<slug:slug>/add/", RecordAdd.as_view(), name="record_add"),
    path("records/<slug:slug>/<int:pk>/", include(one_record)),
    path("quality/", include("branches.quality_urls")),
    path("bin/", Bin.as_view(), name="bin"),
    path("members/", MemberList.as_view(), name="member_list"),
    path("members/add/", MemberFormView.as_view(), name="member_add"),
    path("members/<int:pk>/", MemberDetail.as_view(), name="member_detail"),
    path("members/<int:pk>/edit/", MemberFormView.as_view(), name="member_edit"),
    path("members/<int:pk>/delete/", MemberDelete.as_view(), name="member_delete"),
    path("members/<int:pk>/restore/", MemberRestore.as_view(), name="member_restore"),
    path("organizations/", OrganizationList.as_view(), name="organization_list"),
    path("organizations/add/", OrganizationFormView.as_view(), name="organization_add"),
    path("organizations/<int:pk>/edit/", OrganizationFormView.as_view(), name="organization_edit"),
    path("duties/", DutyList.as_view(), name="duty_list"),
    path("duties/add/", DutyFormView.as_view(), name="duty_add"),
    path("duties/<int:pk>/edit/", DutyFormView.as_view(), name="duty_edit"),
    path("duties/<int:pk>/delete/", DutyDelete.as_view(), name="duty_delete"),
    path("accounts/manage/", include("branches.account_urls")),
    path("accounts/password/", PasswordChange.as_view(), name="password_change"),
    path("imports/", include("branches.importing_urls")),
]
