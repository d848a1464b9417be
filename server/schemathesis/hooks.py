"""What Schemathesis must be told of the API beyond its document."""

import os

import schemathesis

# Submissions that stay, so that there is something to be read until the end.
KEPT = set(filter(None, os.environ.get("WATCHFIRE_KEPT", "").split(",")))


@schemathesis.hook
def filter_body(context, body):
    """Leaves out forms whose file is no text or bytes: on the wire a number is a file of digits.

    Also the first account of a node: from then on the token opens nothing.
    """
    operation = getattr(context, "operation", None)
    if operation is not None and operation.path == "/api/v1/people" and isinstance(body, dict):
        roles = body.get("roles")
        return not (isinstance(roles, list) and "administrator" in roles)
    if not isinstance(body, dict) or "file" not in body:
        return True
    return not isinstance(body["file"], (bool, int, float, list, dict, type(None)))


@schemathesis.hook
def filter_path_parameters(context, path_parameters):
    """Leaves out the withdrawal of what must stay."""
    operation = getattr(context, "operation", None)
    is_withdrawal = operation is not None and operation.path.endswith("/withdrawal")
    return not (is_withdrawal and (path_parameters or {}).get("id") in KEPT)
