from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "congvu.apps.evaluation"
    label = "evaluation"
    verbose_name = "Theo dõi, đánh giá"
