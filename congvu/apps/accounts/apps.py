from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sign-in. Who a person is stands in org; what they may do, in access."""

    name = "congvu.apps.accounts"
    label = "accounts"
