"""What stands for a place of the model in reality, as written: a list, without keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from groundplan.diagnostics import Finding
from groundplan.domain.binding import Binding
from groundplan.domain.entry import Audience
from groundplan.load.containers import ListOf
from groundplan.load.entry import EntryRecord
from groundplan.load.mentions import PLACE, KeyPath, Mention, RawData, Reference, Schema, Schemas, World
from groundplan.load.record import required
from groundplan.load.shapes import Written


class BindingRecord(EntryRecord):
    """What stands for a place in reality: addresses of resources, under the id of the component or boundary."""

    makes, noun = Binding, "a binding"

    resources: tuple[str, ...] = required(ListOf(Written(), least=1), "Addresses such as `aws_eks_cluster.main` or `Deployment/shop/api`.")
    audience = Audience.INTERNAL

    @classmethod
    def read(cls, raw: RawData, at: KeyPath, faults: list[Finding]) -> Self:
        """A list of addresses is all that there is to say."""
        record = cls()
        vars(record)["resources"] = cls.fields["resources"].shape.read(raw, at, faults)
        return record

    @classmethod
    def mentions(cls, _record: object, at: KeyPath, /) -> Iterator[Mention]:
        yield Reference(at, PLACE, str(at[-1]))

    @classmethod
    def build(cls, record: object, at: KeyPath, world: World, /, leaving: tuple[str, ...] = (), **given: object) -> Any:
        return super().build(record, at, world, leaving, place=world.named(PLACE, str(at[-1])), **given)

    @classmethod
    def schema(cls, schemas: Schemas, /) -> Schema:
        field = cls.fields["resources"]
        schemas[cls.__name__] = {"title": cls.__name__, "description": (cls.__doc__ or "").strip(), **field.shape.schema(schemas)}
        return {"$ref": f"#/$defs/{cls.__name__}"}
