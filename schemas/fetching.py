"""How addresses are fetched: one frozen object, part of the job; it has no say in what a record becomes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

_MIB = 1024 * 1024


class Manners(BaseModel):
    """Politeness, caps and memory of a run that fetches. Nothing here is used unless an input is an address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: str | None = Field(
        None,
        max_length=200,
        pattern=r"^https?://[!-~]+$",
        description="address that tells who fetches; stands in the User-Agent",
    )
    delay_seconds: float = Field(1.0, ge=0, le=60, description="pause between requests to one host")
    hosts_at_once: int = Field(4, ge=1, le=32, description="hosts that are asked at the same time, one request each")
    connect_seconds: float = Field(10.0, gt=0, description="time a connection may take")
    read_seconds: float = Field(20.0, gt=0, description="time a server may be silent")
    total_seconds: float = Field(60.0, gt=0, description="time one request may take from first to last byte")
    max_redirects: int = Field(5, ge=0, le=10, description="redirects that are followed")
    max_page_bytes: int = Field(15 * _MIB, gt=0, description="a page longer than this, as sent, is a reject")
    max_listing_bytes: int = Field(50 * _MIB, gt=0, description="a feed or sitemap longer than this is a reject")
    max_pages: int | None = Field(None, ge=1, description="pages asked for in one run, the rest is pending; null: all")
    refetch_days: float | None = Field(
        None, gt=0, description="ask again for a page still listed after so many days; null: only when its date changes"
    )
    refetch_pause_seconds: float = Field(
        3600.0, ge=0, description="never ask again for a fetched page sooner than this, whatever its listing says"
    )


class Fetching(Manners):
    """The same, with what whoever starts a run by Prefect's API has no say in."""

    allow_loopback: bool = Field(False, description="let addresses lead to this machine itself; for tests")
