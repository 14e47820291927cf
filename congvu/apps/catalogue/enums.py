from django.db.models import IntegerChoices, TextChoices


class ProductGroup(TextChoices):
    """The toolkit's four groups of tasks."""

    A = "A", "A. Lãnh đạo, quản lý"
    B = "B", "B. Chuyên môn dùng chung"
    C = "C", "C. Chuyên môn của đơn vị"
    D = "D", "D. Nhiệm vụ khác"


class Complexity(IntegerChoices):
    N1 = 1, "N1"
    N2 = 2, "N2"
    N3 = 3, "N3"
    N4 = 4, "N4"
    N5 = 5, "N5"
