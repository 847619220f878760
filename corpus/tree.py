"""The clause tree while it grows: nodes, the stack of open clauses, and where a new number belongs.

Knows numbers and nesting; does not read text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.markers import Marker, Style
from corpus.schema import Clause, ClauseKind, ClausePath, ClauseStep


@dataclass(slots=True)
class Node:
    """A clause under construction. `parent` is an index into `Tree.nodes`, -1 for the root."""

    kind: ClauseKind
    start: int
    heading_end: int
    end: int
    parent: int
    style: Style | None = None
    number: tuple[int, ...] = ()
    label: str = ""
    title: str = ""
    heading: str = ""
    level: int = 0
    children: int = 0


@dataclass(slots=True)
class Tree:
    """All nodes in document order, and the indices of those still open, outermost first."""

    nodes: list[Node] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)

    @property
    def top(self) -> Node | None:
        """The innermost open clause."""
        return self.nodes[self.stack[-1]] if self.stack else None

    def add(self, node: Node, *, open_it: bool) -> int:
        """Append `node` below its parent; leave it open for children where `open_it`."""
        index = len(self.nodes)
        self.nodes.append(node)
        if node.parent >= 0:
            self.nodes[node.parent].children += 1
        if open_it:
            self.stack.append(index)
        return index

    def parent(self) -> int:
        """The index of the innermost open clause, -1 for the root."""
        return self.stack[-1] if self.stack else -1

    def cut(self, depth: int) -> None:
        """Close every open clause but the outermost `depth`."""
        del self.stack[depth:]

    def depth_of(self, kind: ClauseKind) -> int | None:
        """How many open clauses stand above the open clause of `kind`, None where none is open."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.nodes[self.stack[depth]].kind is kind:
                return depth
        return None

    def make_room(self, marker: Marker) -> None:
        """Close the clauses that a clause with `marker` does not stand in.

        The document's own nesting decides: a style that is open already closes down to it; one that is
        new goes below the innermost clause, unless that one's style usually nests deeper.
        """
        style = marker.style
        if style.statutory or style is Style.DIVISION:
            self._make_room_in_statute(style)
            return
        if style is Style.DECIMAL:
            self._make_room_for_decimal(len(marker.number))
            return
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.nodes[self.stack[depth]].style is style:
                self.cut(depth)
                return
        while self.stack:
            top = self.nodes[self.stack[-1]]
            if top.style is None or top.style.statutory or top.style < style:
                return
            first = (
                marker.number[0] == 1 and style is not Style.BOX
            )  # 专栏1 is of the section, not of its last item
            if first and not top.children and top.end == top.heading_end:
                return  # an empty heading right above its first child
            self.stack.pop()

    def _make_room_in_statute(self, style: Style) -> None:
        for depth, index in enumerate(self.stack):
            open_style = self.nodes[index].style
            if open_style is None:
                continue
            if (open_style.statutory and open_style >= style) or (
                style is Style.DIVISION and open_style >= style
            ):
                self.cut(depth)
                return

    def _make_room_for_decimal(self, length: int) -> None:
        for depth, index in enumerate(self.stack):
            node = self.nodes[index]
            if node.style is Style.DECIMAL and len(node.number) >= length:
                self.cut(depth)
                return
        while self.stack:
            top = self.nodes[self.stack[-1]]
            if top.style is None or top.style <= Style.DECIMAL:
                return
            self.stack.pop()

    def close_level(self, level: int) -> None:
        """Close the clauses whose heading level, as the format gave it, is `level` or deeper."""
        for depth, index in enumerate(self.stack):
            if self.nodes[index].level >= level:
                self.cut(depth)
                return

    def close_plain(self) -> None:
        """Close the innermost unnumbered heading and all below it, up to the nearest numbered clause."""
        for depth in range(len(self.stack) - 1, -1, -1):
            node = self.nodes[self.stack[depth]]
            if node.style is None and node.kind is ClauseKind.HEADING and not node.level:
                self.cut(depth)
                return

    def clauses(self) -> tuple[Clause, ...]:
        """The finished clauses: every parent's end covers its children, every path is its parent's and a step."""
        nodes = self.nodes
        for node in reversed(nodes):
            if node.kind is ClauseKind.ITEM and node.title and node.children and node.label and node.style:
                node.kind = ClauseKind.HEADING  # a titled line after a colon, with text of its own below it
            if node.parent >= 0 and nodes[node.parent].end < node.end:
                nodes[node.parent].end = node.end
        steps: list[tuple[ClauseStep, ...]] = []
        finished: list[Clause] = []
        for node in nodes:
            above = steps[node.parent] if node.parent >= 0 else ()
            own = (*above, ClauseStep(node.kind, node.number, node.label, node.title, node.heading))
            steps.append(own)
            finished.append(Clause(ClausePath(own), node.kind, node.start, node.end, node.heading_end))
        return tuple(finished)
