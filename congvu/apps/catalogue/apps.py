from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "congvu.apps.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục sản phẩm"
