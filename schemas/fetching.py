"""How addresses are fetched: one frozen object, part of the job; it has no say in what a record becomes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.bounds import Because, Bounded

_MIB = 1024 * 1024
_GIB = 1024 * _MIB

_SILENCE = Because("with less no server is quick enough, with more a silent one holds the run up")
_HELD = Because("the answer is held in memory whole")


class Manners(Bounded):
    """Politeness, caps and memory of a run that fetches. Nothing here is used unless an input is an address."""

    contact: Annotated[
        str | None,
        Because(
            "it stands in the User-Agent of every request",
            takes="an address that begins with http:// or https://, of 200 characters at most, without spaces",
        ),
    ] = Field(
        None,
        max_length=200,
        pattern=r"^https?://[!-~]+$",
        description="address that tells who fetches; stands in the User-Agent",
    )
    delay_seconds: Annotated[float, Because("with more than a minute between its pages a site is never done")] = Field(
        1.0, ge=0, le=60, description="pause between requests to one host"
    )
    hosts_at_once: Annotated[int, Because("each is a thread with a page in memory")] = Field(
        4, ge=1, le=32, description="hosts that are asked at the same time, one request each"
    )
    connect_seconds: Annotated[float, _SILENCE] = Field(10.0, ge=0.1, le=600, description="time a connection may take")
    read_seconds: Annotated[float, _SILENCE] = Field(20.0, ge=0.1, le=600, description="time a server may be silent")
    total_seconds: Annotated[float, _SILENCE] = Field(
        60.0, ge=0.1, le=3_600, description="time one request may take from first to last byte"
    )
    max_redirects: Annotated[int, Because("browsers give up after twenty, and loops are longer")] = Field(
        5, ge=0, le=10, description="redirects that are followed"
    )
    max_page_bytes: Annotated[int, _HELD] = Field(
        15 * _MIB, ge=1, le=_GIB, description="a page longer than this, as sent, is a reject"
    )
    max_listing_bytes: Annotated[int, _HELD] = Field(
        50 * _MIB, ge=1, le=_GIB, description="a feed or sitemap longer than this, sent or unpacked, is a reject"
    )
    max_pages: Annotated[int | None, Because("a run that asks for no page waits for ever; none asks for all")] = Field(
        None, ge=1, le=10_000_000, description="pages asked for in one run, the rest is pending; none: all"
    )
    refetch_days: Annotated[float | None, Because("a page asked for at every tick is a burden to its site")] = Field(
        None,
        ge=0.01,
        le=3_650,
        description="ask again for a page still listed after so many days; none: only when its date changes",
    )
    refetch_pause_seconds: Annotated[float, Because("with more than a year a correction is never seen")] = Field(
        3600.0,
        ge=0,
        le=31_536_000,
        description="never ask again for a fetched page sooner than this, whatever its listing says",
    )


class Fetching(Manners):
    """The same, with what whoever starts a run by Prefect's API has no say in."""

    allow_loopback: bool = Field(False, description="let addresses lead to this machine itself; for tests")
