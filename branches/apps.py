from django.apps import AppConfig


class BranchesConfig(AppConfig):
    name = "branches"
    verbose_name = "支部台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from branches import history  # noqa: PLC0415 - models are ready only now

        history.connect()
