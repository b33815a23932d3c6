"""Keys that publishers hand out for free. They live in the environment and nowhere else."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from housing.errors import KeyMissingError

#: Libraries that log addresses.
_TALKATIVE = ("urllib3", "requests_cache")


@dataclass(frozen=True, slots=True)
class Key:
    """Which environment variable holds a key, how it travels, and where to get one."""

    variable: str
    #: What the publisher calls it, and where a person gets one.
    how_to_get: str
    #: It travels as this parameter of the address, or else as a header.
    parameter: str = ""
    header: str = ""
    #: What stands before it in the header.
    prefix: str = ""
    #: Some publishers answer without one, only more slowly.
    is_required: bool = True

    def value(self, environment: Mapping[str, str]) -> str | None:
        """Return the key; None where it is not set and not needed.

        Raises:
            KeyMissingError: it is needed and not set.
        """
        value = environment.get(self.variable, "").strip()
        if not value and self.is_required:
            raise KeyMissingError(
                f"needs a key in the environment variable {self.variable}: {self.how_to_get}"
            )
        return value or None


#: Census Bureau: "Request a Key"; the API takes it as a parameter only.
CENSUS_KEY = Key(
    "CENSUS_API_KEY",
    "ask for a free one at https://api.census.gov/data/key_signup.html",
    parameter="key",
)

#: HUD USER: "Dataset APIs", access token.
HUD_USER_KEY = Key(
    "HUD_USER_TOKEN",
    "register for a free token at https://www.huduser.gov/hudapi/public/register",
    header="Authorization",
    prefix="Bearer ",
)

#: Socrata: app tokens lift throttling; nothing is refused without one.
SOCRATA_KEY = Key(
    "SOCRATA_APP_TOKEN",
    "make one in the developer settings of any Socrata site",
    header="X-App-Token",
    is_required=False,
)


class Redacting(logging.Filter):
    """Takes keys out of what libraries log."""

    def __init__(self, secrets: set[str]) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        """Put dots in the place of every key."""
        said = record.getMessage()
        for secret in self._secrets:
            said = said.replace(secret, "...")
        record.msg, record.args = said, ()
        return True


def talkative_loggers() -> list[logging.Logger]:
    """Every logger of those libraries: a filter is not handed down to the loggers below."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _TALKATIVE]
    return [logging.getLogger(name) for name in names]
