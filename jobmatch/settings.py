"""Settings, read once from the environment. Each is described in docs/operations.md; a test holds the two together."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from logging import getLevelNamesMapping
from pathlib import Path
from typing import Any

from jobmatch.errors import SettingsError

KNOWN_SECRETS = frozenset({"dev", "secret", "changeme", "change-me", "please-change-me", "jobmatch"})
SHORTEST_SECRET = 32
NO_SECRET = "not used by a command"  # noqa: S105 - says that there is none


def parse_rates(text: str) -> dict[str, Decimal]:
    """Read ``"IQD=1310,EUR=0.92"``: units of each currency for one US dollar."""
    pairs = (part.partition("=") for part in text.split(",") if part.strip())
    return {code.strip().upper(): Decimal(rate) for code, _, rate in pairs} | {"USD": Decimal(1)}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a deployment can decide. The environment variable of `x` is ``JOBMATCH_X``."""

    database_url: str = "sqlite:///jobmatch.sqlite"
    secret_key: str = ""
    instance_dir: Path = Path("instance")
    secure_cookies: bool = True
    trusted_proxies: int = 0
    exchange_rates: Mapping[str, Decimal] = field(
        default_factory=lambda: parse_rates(
            "IQD=1310,EUR=0.92,GBP=0.79,XOF=603,AMD=388,GEL=2.7,AFN=70,TND=3.1,RWF=1440"
        )
    )
    queue_url: str = ""
    rate_limit_storage: str = "memory://"
    sign_in_limit: str = "10 per minute; 60 per hour"
    max_upload_mb: int = 32
    export_days: int = 7
    public_url: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_tls: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = ""
    mail_from: str = ""
    messages_to_console: bool = False
    message_days: int = 30
    sms_gateway_url: str = ""
    sms_gateway_token: str = ""
    log_level: str = "INFO"
    testing: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings that are set; raise `SettingsError` with the variable's name on a value that is none."""
        environ = os.environ if environ is None else environ
        values = {}
        for setting in fields(cls):
            name = f"JOBMATCH_{setting.name.upper()}"
            if setting.name != "testing" and name in environ:
                try:
                    values[setting.name] = READERS.get(setting.name, str)(environ[name])
                except (ValueError, ArithmeticError) as error:
                    raise SettingsError(f"{name} cannot be read: {environ[name]!r}") from error
        return cls(**values)

    @property
    def has_secret(self) -> bool:
        """Whether there is a secret to sign with; a command may run without."""
        return self.secret_key not in ("", NO_SECRET)

    def check_for_production(self, environ: Mapping[str, str] | None = None) -> None:
        """Refuse a missing or well-known secret, debug mode, and links that follow whatever host a request names."""
        environ = os.environ if environ is None else environ
        if len(self.secret_key) < SHORTEST_SECRET or self.secret_key.lower() in KNOWN_SECRETS:
            raise SettingsError(
                f"JOBMATCH_SECRET_KEY must be set to a random secret of at least {SHORTEST_SECRET} characters: "
                'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        if environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false"):
            raise SettingsError("FLASK_DEBUG must not be set: debug pages show secrets")
        if not self.secure_cookies:
            raise SettingsError("JOBMATCH_SECURE_COOKIES must stay on outside of the demo")
        if not self.public_url.startswith("https://"):
            raise SettingsError("JOBMATCH_PUBLIC_URL must be set to the https address that stands in messages' links")


def read_flag(text: str) -> bool:
    """Read yes/no; anything else is an error."""
    try:
        return {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }[text.strip().lower()]
    except KeyError:
        raise ValueError(text) from None


def read_level(text: str) -> str:
    """Read the name of a level of the log; anything else is an error."""
    level = text.strip().upper()
    if level not in getLevelNamesMapping():
        raise ValueError(text)
    return level


READERS: dict[str, Callable[[str], Any]] = {
    "instance_dir": Path,
    "secure_cookies": read_flag,
    "smtp_port": int,
    "messages_to_console": read_flag,
    "message_days": int,
    "trusted_proxies": int,
    "exchange_rates": parse_rates,
    "max_upload_mb": int,
    "export_days": int,
    "log_level": read_level,
}
