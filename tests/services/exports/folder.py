"""What lies in the folder of exports."""


def left_in(instance):
    """Everything in the folder of exports."""
    return sorted(str(path.relative_to(instance)) for path in (instance / "exports").rglob("*"))
