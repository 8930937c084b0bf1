"""Addresses of records, organisations, members and imports. The home page needs the sums as well."""

from django.urls import include, path

from branches.views.account import PasswordChange
from branches.views.adding import RecordAdd, RecordLast
from branches.views.attached_files import AttachmentFetch, AttachmentThumbnail, PhotoPage
from branches.views.attachments import AttachmentAdd, AttachmentDelete, AttachmentEdit, AttachmentRestore
from branches.views.calendars import CalendarMonth, CalendarYear
from branches.views.deleting import Bin, RecordDelete, RecordRestore
from branches.views.duties import DutyDelete, DutyFormView, DutyList
from branches.views.editing import RecordEdit
from branches.views.listing import RecordList
from branches.views.members import MemberDelete, MemberDetail, MemberFormView, MemberList, MemberRestore
from branches.views.organization_look_up import OrganizationLookUp
from branches.views.organizations import OrganizationFormView, OrganizationList
from branches.views.records import RecordDetail
from branches.views.roster import Roster

one_record = [
    path("", RecordDetail.as_view(), name="record_detail"),
    path("edit/", RecordEdit.as_view(), name="record_edit"),
    path("delete/", RecordDelete.as_view(), name="record_delete"),
    path("restore/", RecordRestore.as_view(), name="record_restore"),
    path("attachments/", AttachmentAdd.as_view(), name="attachment_add"),
]

one_attachment = [
    path("", AttachmentFetch.as_view(), name="attachment"),
    path("thumbnail/", AttachmentThumbnail.as_view(), name="attachment_thumbnail"),
    path("photo/", PhotoPage.as_view(), name="photo"),
    path("edit/", AttachmentEdit.as_view(), name="attachment_edit"),
    path("delete/", AttachmentDelete.as_view(), name="attachment_delete"),
    path("restore/", AttachmentRestore.as_view(), name="attachment_restore"),
]

urlpatterns = [
    path("calendar/", CalendarMonth.as_view(), name="calendar"),
    path("calendar/<int:year>/", CalendarYear.as_view(), name="calendar_year"),
    path("calendar/<int:year>/<int:month>/", CalendarMonth.as_view(), name="calendar_month"),
    path("roster/", Roster.as_view(), name="roster"),
    path("records/<slug:slug>/", RecordList.as_view(), name="record_list"),
    path("records/<slug:slug>/last/", RecordLast.as_view(), name="record_last"),
    path("records/<slug:slug>/add/", RecordAdd.as_view(), name="record_add"),
    path("records/<slug:slug>/<int:pk>/", include(one_record)),
    path("records/<slug:slug>/<int:pk>/attachments/<int:attachment_pk>/", include(one_attachment)),
    path("quality/", include("branches.urls.quality")),
    path("bin/", Bin.as_view(), name="bin"),
    path("members/", MemberList.as_view(), name="member_list"),
    path("members/add/", MemberFormView.as_view(), name="member_add"),
    path("members/<int:pk>/", MemberDetail.as_view(), name="member_detail"),
    path("members/<int:pk>/edit/", MemberFormView.as_view(), name="member_edit"),
    path("members/<int:pk>/delete/", MemberDelete.as_view(), name="member_delete"),
    path("members/<int:pk>/restore/", MemberRestore.as_view(), name="member_restore"),
    path("organizations/", OrganizationList.as_view(), name="organization_list"),
    path("organizations/look-up/", OrganizationLookUp.as_view(), name="organization_look_up"),
    path("organizations/add/", OrganizationFormView.as_view(), name="organization_add"),
    path("organizations/<int:pk>/edit/", OrganizationFormView.as_view(), name="organization_edit"),
    path("duties/", DutyList.as_view(), name="duty_list"),
    path("duties/add/", DutyFormView.as_view(), name="duty_add"),
    path("duties/<int:pk>/edit/", DutyFormView.as_view(), name="duty_edit"),
    path("duties/<int:pk>/delete/", DutyDelete.as_view(), name="duty_delete"),
    path("accounts/manage/", include("branches.urls.accounts")),
    path("accounts/password/", PasswordChange.as_view(), name="password_change"),
    path("imports/", include("branches.urls.importing")),
    path("jobs/", include("branches.urls.jobs")),
]
