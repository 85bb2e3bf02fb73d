"""The one door of publishing for writes."""

from luodi.publishing.services.countersigning import (
    CountersignRefused,
    confirm_countersign,
    object_countersign,
)
from luodi.publishing.services.looking import accept_move, accept_moves, look_again, look_at_all
from luodi.publishing.services.owning import set_owner
from luodi.publishing.services.registering import add_outlet, set_public, withdraw_publication
from luodi.publishing.services.releasing import NewOutlet, publish_piece
from luodi.publishing.services.revising import write_revision
from luodi.publishing.services.stepping import (
    approve_piece,
    check_piece,
    pass_piece,
    recall_piece,
    return_piece,
    submit_piece,
)
from luodi.publishing.services.templating import (
    adopt_template,
    edit_template,
    install_templates,
    retire_template,
    write_template,
)
from luodi.publishing.services.writing import (
    compose_piece,
    edit_piece,
    refresh_piece,
    release_figure,
    restore_figure,
    write_piece,
)

__all__ = [
    "CountersignRefused",
    "NewOutlet",
    "accept_move",
    "accept_moves",
    "add_outlet",
    "adopt_template",
    "approve_piece",
    "check_piece",
    "compose_piece",
    "confirm_countersign",
    "edit_piece",
    "edit_template",
    "install_templates",
    "look_again",
    "look_at_all",
    "object_countersign",
    "pass_piece",
    "publish_piece",
    "recall_piece",
    "refresh_piece",
    "release_figure",
    "restore_figure",
    "retire_template",
    "return_piece",
    "set_owner",
    "set_public",
    "submit_piece",
    "withdraw_publication",
    "write_piece",
    "write_revision",
    "write_template",
]
