"""The running kernel -> whether a person is at its other end."""

from __future__ import annotations


def is_attended() -> bool:
    """Tells whether whoever runs the cell could answer a question.

    papermill and nbconvert (through nbclient) run cells without standard input, JupyterLab and its
    like with it. Outside of a kernel nobody sees a widget.

    Returns:
        True where a widget has somebody to show itself to.

    >>> is_attended()
    False
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    kernel = getattr(shell, "kernel", None)
    if kernel is None:
        return False
    content = kernel.get_parent("shell").get("content", {})
    return bool(content.get("allow_stdin", False))
