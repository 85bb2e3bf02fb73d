"""What a run of numbers goes on to speak about, so that 总投资 and 同比增长 find their subject."""

from dataclasses import dataclass, replace

from luodi.press.grammar.dating import Said

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Frame:
    """The subject of a claim: its facets, its number, and whether it is ours to count at all."""

    facets: frozenset[str] = NOTHING
    claim: int | None = None
    amount: int | None = None
    ours: bool = True
    unit: str = ""
    whole: int | None = None


@dataclass(frozen=True)
class Event:
    """An occasion that the text tells of: what is signed there is listed at a ceremony."""

    facets: frozenset[str]
    said: Said | None = None
    start: int = 0


@dataclass(frozen=True)
class Carried:
    """What one paragraph hands to the next. Two readings that carry the same read what follows alike."""

    sentence: int = 0
    paragraph: int = 0
    claims: int = 0
    lists: int = 0
    said: Said | None = None
    lasting: Said | None = None
    topic: frozenset[str] = NOTHING
    event: Event | None = None
    mains: tuple[Frame, ...] = ()
    below: bool = False

    def at_new_point(self) -> "Carried":
        """A new point of the text: what the last one spoke of is over, its period may still be meant."""
        return replace(self, said=None, topic=NOTHING, event=None, mains=(), below=False)

    @property
    def main(self) -> Frame:
        """The last whole that was counted."""
        return self.mains[-1] if self.mains else Frame()

    def at_new_speaker(self) -> "Carried":
        """A new speaker begins anew."""
        return replace(self.at_new_point(), lasting=None)
