"""The settings: read once from the environment and `.env`, each with its default and its check."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, get_args
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.runtime import setting_types as types
from bot.runtime.env_file import BadEnvFile, misspelt_names, read_env_file
from storage import lazy

ENV_FILE = Path(".env")
NO_SECRET = SecretStr("")


class SettingsError(ValueError):
    """A setting cannot be used; the text names it, says what was seen and what is expected."""


class Settings(BaseSettings):
    """Each is written in capitals. What nobody but us may see is a SecretStr, and so redacted."""

    database_url: str = Field("sqlite:///var/daumoi.sqlite3", repr=False)  # with its password
    timezone: types.Zone = ZoneInfo("Asia/Ho_Chi_Minh")
    web_host: str = "127.0.0.1"
    web_port: types.Port = 8000
    log_level: types.LogLevel = "INFO"
    log_format: Annotated[str, types.one_of("text", "json")] = "text"
    telegram_bot_token: SecretStr = NO_SECRET
    telegram_mode: Annotated[str, types.one_of("polling", "webhook")] = "polling"
    telegram_webhook_secret: types.TelegramSecret = NO_SECRET
    telegram_api_base: types.Base = "https://api.telegram.org"
    public_url: types.Base = ""  # where the outside reaches our web side; empty: nowhere
    api_calls_a_minute: types.Count = 60  # that one key of another system may make
    form_link_in_digests: types.YesOrNo = True  # where PUBLIC_URL is set
    form_phone_digits: types.LastDigits = 6  # of the office phone open a link; 0: none do
    zalo_bot_tokens: types.BotTokens = ()
    zalo_bot_mode: Annotated[str, types.one_of("polling", "webhook")] = "polling"
    zalo_bot_webhook_secret: types.WebhookSecret = NO_SECRET
    zalo_bot_api_base: types.Base = "https://bot-api.zaloplatforms.com"
    zalo_bot_users: types.Count = 50  # a bot may serve
    zalo_bot_messages: types.Count = 3000  # a bot may carry in a month, in and out
    zalo_oa_app_id: str = ""
    zalo_oa_app_secret: SecretStr = NO_SECRET
    zalo_oa_secret_key: SecretStr = NO_SECRET
    zalo_oa_refresh_token: SecretStr = NO_SECRET
    zalo_oa_api_base: types.Base = "https://openapi.zalo.me"
    zalo_oauth_base: types.Base = "https://oauth.zaloapp.com"
    zalo_zbs_api_base: types.Base = "https://business.openapi.zalo.me"
    zalo_zbs_template_id: str = ""
    zalo_zbs_price: types.Count = 200  # đồng a template, before tax; `daumoi rehearse` counts it
    # Between 48 hours and 7 days after the last word, each is billed
    zalo_oa_paid_messages: types.YesOrNo = False
    zalo_oa_message_endpoint: Annotated[str, types.one_of("auto", "v3_cs", "v2")] = "auto"
    zalo_oa_button_template_type: str = ""
    smtp_host: str = ""  # of the office's mail server; empty: no letters
    smtp_port: types.Port = 587
    smtp_user: str = ""
    smtp_password: SecretStr = NO_SECRET
    smtp_from: types.Sender = ""
    smtp_starttls: types.YesOrNo = True
    metrics: types.YesOrNo = False  # /metrics, for programs on this machine
    dead_man_url: types.SecretBase = NO_SECRET  # called while all is well
    backup_folder: types.Folder = ""  # of the nightly backups; empty: none
    backup_keep: types.Count = 14  # nightly backups
    backup_passphrase: types.Passphrase = NO_SECRET  # seals every backup
    data_key: types.DataKeys = ()  # encrypts tokens, telephones and addresses in the database
    # Days; 0: for ever. What each means stands in storage/people/privacy/retention.py
    keep_messages_days: types.Days = 365
    keep_audit_days: types.Days = 3650
    keep_sessions_days: types.Days = 90
    keep_drafts_days: types.Days = 180
    keep_files_days: types.Days = 1825
    # The clock starts there and runs on; for demos and tests
    clock: types.Instant | None = Field(None, validation_alias="DAUMOI_CLOCK")

    model_config = SettingsConfigDict(
        alias_generator=str.upper,
        case_sensitive=True,
        enable_decoding=False,  # a list is written as in .env.example, not as JSON
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment and the file are passed in: a demonstration looks at nobody's."""
        return (init_settings,)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, written: dict[str, str]) -> dict[str, str]:
        """Left empty is left to the default."""
        return {name: text.strip() for name, text in written.items() if text.strip()}


NAMES = {str(field.validation_alias): name for name, field in Settings.model_fields.items()}


def read_settings(environ: Mapping[str, str], env_file: Path | None = ENV_FILE) -> Settings:
    """The environment wins over `env_file`. Raises SettingsError."""
    try:
        written = read_env_file(env_file) if env_file is not None else {}
        given: dict[str, Any] = {**written, **environ}
        return Settings(**{name: given[name] for name in NAMES if name in given})
    except BadEnvFile as error:
        raise SettingsError(*error.args) from error
    except ValidationError as error:
        # Not chained: what was written stands in it, secrets too
        raise SettingsError(_sentence(error)) from None


def names_given(environ: Mapping[str, str]) -> list[str]:
    """The names of the settings that are not left to their defaults, never what they say."""
    given = {**read_env_file(ENV_FILE), **environ}
    return sorted(name for name in NAMES if given.get(name, "").strip())


def misspelt(environ: Iterable[str], env_file: Path = ENV_FILE) -> list[str]:
    """What is wrong with the names of settings, a sentence each."""
    return list(misspelt_names(env_file, environ, NAMES))


def _sentence(error: ValidationError) -> str:
    """Of the first that cannot be used; a secret is not repeated."""
    first = error.errors()[0]
    name = str(first["loc"][0])
    why = first["ctx"]["error"].args[0]
    if _is_secret(NAMES[name]):
        return lazy("{name} is set, but {why}", name=name, why=why)
    return lazy("{name} is '{seen}', but {why}", name=name, seen=first["input"], why=why)


def _is_secret(field: str) -> bool:
    kind = Settings.model_fields[field].annotation
    return SecretStr in (kind, *get_args(kind))
