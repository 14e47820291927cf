"""The page of an administrative paper: Decree 30/2020/NĐ-CP, Annex I.

Lengths are millimetres, sizes points. The decree gives ranges (top and bottom 20–25, left 30–35,
right 15–20; text 13–14); within them the choice here leaves the tables the most room.
"""

PAGE_WIDTH, PAGE_LENGTH = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

BODY_SIZE = 13  # also the motto, the number, place and day
CAPITALS_SIZE = 12  # the nation's name and the names of the bodies
TITLE_SIZE = 14
WIDE_TABLE_SIZE = 12  # tables on a landscape page; the decree gives no size for tables
RECIPIENTS_SIZE, RECIPIENT_SIZE = 12, 11

MOTTO_RULE, BODY_RULE = 56, 26  # as long as the motto; a third to a half of the body's name
SIGNING_SPACE, SIGNING_LINES = 24, 4  # millimetres; the same as lines
SPACE_BEFORE_SIGNATURES = 10  # points
HEADER_DISTANCE = 10
FOOTER_SIZE, FOOTER_DISTANCE = 9, 4  # the decree says nothing of a foot; it stays in the margin
SQUARE_CODE = 13  # millimetres


def text_width(*, landscape: bool) -> int:
    """Return how many millimetres lie between the margins."""
    return (PAGE_LENGTH if landscape else PAGE_WIDTH) - LEFT - RIGHT
