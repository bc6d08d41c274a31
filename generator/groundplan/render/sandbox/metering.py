"""Templates with a meter in them: each step of a loop, each call and each text that is put together is paid for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from groundplan.render.sandbox.budget import STEP

PAY, JOINED, WEIGHED, HELD, CUT = "pay", "joined", "weighed", "held", "cut"
"""Filters of the environment, which are given what is to be paid for."""

_N = TypeVar("_N", bound=nodes.Node)


class _Meter(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        return self._with_step(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        return self._with_step(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802
        return self._with_step(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        return self._with_step(node)

    def visit_Template(self, node: nodes.Template) -> nodes.Node:  # noqa: N802
        return self._with_step(node)

    def _with_step(self, node: _N) -> _N:
        self.generic_visit(node)
        body: list[nodes.Node] = node.body  # type: ignore[attr-defined]
        letters = sum(len(data.data) for part in body for data in _data_in(part))
        line = node.lineno or 1
        body.insert(0, nodes.ExprStmt(_filter(PAY, nodes.Const(STEP + letters, lineno=line)), lineno=line))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(JOINED, nodes.Tuple(node.nodes, "load", lineno=node.lineno))

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(CUT, node) if isinstance(node.arg, nodes.Slice) and node.ctx == "load" else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr = _weighed(node.expr)
        for operand in node.ops:
            operand.expr = _weighed(operand.expr)
        return node

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._held(node, node.items)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return node if node.ctx == "store" else self._held(node, node.items)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._held(node, (part for pair in node.items for part in (pair.key, pair.value)))

    def _held(self, node: nodes.Expr, items: Iterable[nodes.Expr]) -> nodes.Node:
        constant = all(isinstance(item, nodes.Const) for item in items)
        self.generic_visit(node)
        return node if constant else _filter(HELD, node)


def _data_in(node: nodes.Node) -> Iterable[nodes.TemplateData]:
    return [node] if isinstance(node, nodes.TemplateData) else node.find_all(nodes.TemplateData)


def _weighed(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _filter(WEIGHED, node)


def _filter(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def metered(template: nodes.Template) -> nodes.Template:
    """`template` with its meter."""
    changed = _Meter().visit(template)
    assert isinstance(changed, nodes.Template)
    return changed
