"""Reads who sat at the table from a line or a few: 陈示例 总经理 13800000000；李示例 财务总监."""

import re
from collections.abc import Iterable

from luodi.kernel.phones import masked_phone
from luodi.organisation.models import City, Person
from luodi.outreach.choices import Side
from luodi.outreach.models import MeetingPerson
from luodi.outreach.services import Attendant

_BETWEEN = re.compile(r"[\n；;]+")
_LIST = re.compile(r"[\n；;、，,]+")
_PHONE = re.compile(r"^\+?[\d*\-()（）]{7,20}$")
_MOST = 30


def read_people(text: str) -> list[tuple[str, str, str]]:
    """Return (name, post, phone) of each; without posts and numbers names may also stand between commas."""
    separator = _BETWEEN if re.search(r"\S[ \t　]+\S", text.strip()) else _LIST
    found: list[tuple[str, str, str]] = []
    for line in separator.split(text):
        words = [word for word in re.split(r"[\s，,、]+", line) if word]
        phones = [word for word in words[1:] if _PHONE.match(word)]
        posts = [word for word in words[1:] if word not in phones]
        if words:
            found.append((words[0][:40], " ".join(posts)[:60], phones[0] if phones else ""))
    return list({name: (name, post, phone) for name, post, phone in found}.values())[:_MOST]


def attendants(theirs: str, ours: str, *, city: City) -> tuple[Attendant, ...]:
    """Return everybody; one of ours whose name only one of the city's people has is that person."""
    own, others = read_people(ours), read_people(theirs)
    people: dict[str, list[Person]] = {}
    for person in Person.objects.filter(city=city, name__in=[name for name, _, _ in own]):
        people.setdefault(person.name, []).append(person)
    return (
        *(Attendant(side=Side.THEIRS, name=name, post=post, phone=phone) for name, post, phone in others),
        *(
            Attendant(
                side=Side.OURS,
                name=name,
                post=post,
                phone=phone,
                person=people[name][0] if len(people.get(name, ())) == 1 else None,
            )
            for name, post, phone in own
        ),
    )


def written(people: Iterable[MeetingPerson]) -> str:
    """Return people as they are read again, their numbers masked."""
    lines = [
        " ".join(word for word in (one.name, one.post, masked_phone(one.phone)) if word) for one in people
    ]
    return "\n".join(lines)
