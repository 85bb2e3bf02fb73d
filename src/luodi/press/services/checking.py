"""Check a draft: read it, hold it against itself, then against the city's ledger as of a moment."""

from collections.abc import Sequence
from datetime import date, timedelta

from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.organisation.clock import day_of
from luodi.organisation.models import City
from luodi.press.asking import Asking
from luodi.press.checked import CheckedDraft, Match, Ruled, State
from luodi.press.choices import Verdict
from luodi.press.explaining import Explanation, explain
from luodi.press.fingerprints import fingerprint
from luodi.press.grammar.claims import Claim, Draft, Finding, Kind, Weight
from luodi.press.grammar.dating import published_of
from luodi.press.grammar.vocabulary import Vocabulary
from luodi.press.grammar.within.rechecking import Checked, checked, recheck
from luodi.press.matching import Setting, match_all, of_elsewhere
from luodi.press.models import Ruling
from luodi.press.periods import wrong_periods
from luodi.press.places import elsewhere
from luodi.press.saying import attached, changed_definition, difference
from luodi.press.selectors.vocabulary import counties, other_scopes, vocabulary_of
from luodi.press.settling import settle

WITHIN_ALONE = "没有连上城市台账，只核对了文中各数之间的关系"


def check_within(text: str, *, published: date | None = None) -> CheckedDraft:
    """Check a text by itself, without any city."""
    said = published or published_of(text)
    within = checked(text, published=said)
    draft, findings = within.draft, _in_order(within.findings)
    return CheckedDraft(
        draft,
        findings,
        tuple(Match(claim, State.UNCHECKED, why="没有连上台账") for claim in draft.claims),
        notes=(WITHIN_ALONE,),
        published=said,
    )


def check_draft(
    city: City,
    text: str,
    *,
    as_of: AsOf | None = None,
    published: date | None = None,
    asking: Asking | None = None,
    before: Checked | None = None,
) -> CheckedDraft:
    """Check a text by itself and against the city's ledger; without ``as_of``, as of the last entry.

    ``published`` is the day that 今年 and 目前 are said on: without it the text's own, or the last day that is known.
    What somebody has ruled to be right is not among the findings. ``asking`` is one that was asked before, and knows;
    ``before`` is the text as it was read before it changed.
    """
    asking = asking or Asking(city, as_of or ledger.resolve(city))
    known = asking.as_of
    day = published or published_of(text) or asking.known_day
    vocabulary = vocabulary_of(city, day)
    within = _read(text, day, vocabulary, before)
    draft = within.draft
    setting = Setting(
        text=text,
        asking=asking,
        published=day,
        others=other_scopes(city, day),
        places=vocabulary.places,
        counties=counties(city, day),
        elsewhere=elsewhere(text, city_code=city.code, vocabulary=vocabulary),
    )
    matches = match_all(draft.claims, setting)
    findings = _in_order(_held(within.findings, matches, setting))
    ruled = _ruled(city, draft, findings)
    settled = {id(one.finding) for one in ruled}
    return CheckedDraft(
        draft,
        tuple(one for one in findings if id(one) not in settled),
        matches,
        ruled,
        _notes(matches, setting),
        day,
        city.code,
        known,
        within,
    )


def _read(text: str, published: date, vocabulary: Vocabulary, before: Checked | None) -> Checked:
    """Read a text, of one that was read with the same words and on the same day only what changed."""
    if before is not None and (before.published, before.vocabulary) == (published, vocabulary):
        return before if before.draft.text == text else recheck(before, text)
    return checked(text, published=published, vocabulary=vocabulary)


def _held(within: Sequence[Finding], matches: Sequence[Match], setting: Setting) -> list[Finding]:
    """Return the findings about the text itself, each with what the ledger says, and those of the ledger."""
    told = {match.claim.number: match for match in matches}
    settled = settle(within, told)
    differing = [
        match
        for match in matches
        if match.state in (State.DIFFERS, State.DOUBTFUL) and match.claim.number not in settled.covered
    ]
    explanations = explain(differing, setting.asking)
    found = [attached(one, told) for one in settled.kept]
    periods, spoken = wrong_periods(setting.text, matches, explanations)
    found += periods
    found += [
        difference(
            match,
            explanations.get(match.claim.number, Explanation()),
            against=settled.blamed.get(match.claim.number, ""),
        )
        for match in differing
        if match.claim.number not in spoken
    ]
    changed = (changed_definition(match, setting.published) for match in matches)
    found += [one for one in changed if one is not None]
    return [*found, *_elsewhere(matches, setting)]


def _elsewhere(matches: Sequence[Match], setting: Setting) -> list[Finding]:
    """Return one hint, at the first of them, for the numbers about other places."""
    foreign = [(match.claim, of_elsewhere(match.claim, setting)) for match in matches]
    foreign = [(claim, place) for claim, place in foreign if place]
    if not foreign:
        return []
    first = foreign[0][0]
    places = "、".join(dict.fromkeys(place for _, place in foreign))
    message = f"不能核对：文中{len(foreign)}个数说的是{places}，没有与{setting.asking.city.name}台账核对。"
    return [
        Finding(
            first.at, first.to, Kind.LEDGER, Weight.HINT, message, "ledger.elsewhere",
            stated=_words(first), claims=tuple(claim.number for claim, _ in foreign),
        )
    ]  # fmt: skip


def _words(claim: Claim) -> str:
    return f"{claim.value}{claim.unit}"


def _notes(matches: Sequence[Match], setting: Setting) -> tuple[str, ...]:
    last = day_of(setting.asking.as_of.moment - timedelta(microseconds=1))
    late = [
        match.answer.period
        for match in matches
        if match.answer and match.answer.period.first and match.answer.period.last > last
    ]
    if not late:
        return ()
    return (
        f"统计时点只知道 {setting.asking.known_day.isoformat()} 为止的事，文中有{len(late)}个数的时段晚于这一天",
    )


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    rank = {Weight.ERROR: 0, Weight.QUESTION: 1, Weight.HINT: 2}
    return tuple(sorted(findings, key=lambda one: (one.start, rank[one.weight], one.end)))


def _ruled(city: City, draft: Draft, findings: Sequence[Finding]) -> tuple[Ruled, ...]:
    """Return the findings that somebody has settled before, wherever that was."""
    prints = [(one, fingerprint(draft, one)) for one in findings]
    rows = Ruling.objects.settling().filter(city=city, fingerprint__in={said for _, said in prints})
    by_print = {row.fingerprint: row for row in rows.select_related("ruled_by__person")}
    return tuple(
        Ruled(one, row.pk, Verdict(row.verdict), row.reason, row.ruled_by.display_name)
        for one, said in prints
        if (row := by_print.get(said))
    )
