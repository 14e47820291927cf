"""The function calls inside an expression, before it is compiled."""

from congvu.engine.language import syntax


def calls_in(node: syntax.Expression) -> list[syntax.Call]:
    """Return every call inside an expression, outermost first."""
    match node:
        case syntax.Call():
            inner = [*node.parts, *([node.where] if node.where is not None else [])]
            return [node, *(call for part in inner for call in calls_in(part))]
        case syntax.Operation():
            return [call for part in node.parts for call in calls_in(part)]
        case syntax.Choice():
            parts = (node.condition, node.then, node.other)
            return [call for part in parts for call in calls_in(part)]
        case _:
            return []
