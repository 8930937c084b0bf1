"""Django's own administration, for the system administrator alone; history tells its writes from others.

Records are not kept here: they have their forms, and those of discipline must not be seen by whoever runs
the machine.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from branches.models import Duty, Member, Organization, Post, Role, Tag, User

admin.site.site_header = "支部台账 · 系统后台"
admin.site.site_title = "系统后台"
admin.site.index_title = "系统管理"
admin.site.unregister(Group)  # what a person may do comes from roles alone


class Kept:
    """Rows that are never deleted here: the site's recycle bin and dates of leaving are for that."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    raw_id_fields: ClassVar[list[str]] = ["organization"]


@admin.register(User)
class PersonAdmin(Kept, UserAdmin):
    """Accounts are switched off, never deleted: history names them."""

    list_display = ("username", "display_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("username", "display_name")
    inlines = (RoleInline,)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("人员", {"fields": ("display_name", "email")}),
        ("登录", {"fields": ("is_active", "must_change_password", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "display_name", "password1", "password2")}),
    )


@admin.register(Organization)
class OrganizationAdmin(Kept, admin.ModelAdmin):
    list_display = ("name", "short_name", "kind", "parent", "founded_on", "dissolved_on")
    list_filter = ("kind",)
    search_fields = ("name", "short_name")
    raw_id_fields: ClassVar[list[str]] = ["parent"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Organization]":
        return super().get_queryset(request).select_related("parent")


class PostInline(admin.TabularInline):
    model = Post
    extra = 0
    raw_id_fields: ClassVar[list[str]] = ["organization"]


@admin.register(Member)
class MemberAdmin(Kept, admin.ModelAdmin):
    list_display = ("name", "status", "organization", "group", "arrived_on", "left_on")
    list_filter = ("status",)
    search_fields = ("name",)
    raw_id_fields: ClassVar[list[str]] = ["organization", "group"]
    inlines = (PostInline,)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Member]":
        return super().get_queryset(request).select_related("organization", "group")


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Tag]":
        return Tag.objects.ordinary()


@admin.register(Duty)
class DutyAdmin(admin.ModelAdmin):
    list_display = ("name", "activity", "kind", "times", "per", "condition", "organization", "is_active")
    list_filter = ("activity", "per", "is_active")
    raw_id_fields: ClassVar[list[str]] = ["organization"]
