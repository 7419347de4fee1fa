//! The life of one card, and what it is on the day.

use super::entitlement::not_then;
use super::facts::{CardFact, Fact, ResidenceFact, StateFact};
use super::head::{Head, head};
use super::{Reason, residence};
use crate::domain::article::{Article, cited};
use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, HeldCard};
use crate::domain::face;
use crate::domain::permit::{self, Card, CardState, EndReason, PermitKind, Status, Term, lapses_to_suspension, terms};
use crate::domain::regime::Regime;
use crate::domain::right;
use crate::domain::rulebook::{AfterLate, RuleBook};

/// Everything that led to the card's state on a day; empty before its own day.
pub fn of_card(dossier: &Dossier, number: &str, book: &RuleBook, on: Day) -> Vec<Reason> {
    let known = dossier.as_of(on);
    let Some(held) = known.cards.iter().find(|held| held.number == number) else { return Vec::new() };
    let Some(state) = permit::state(&held.card, book, on) else { return Vec::new() };
    let mut reasons = vec![issue(held)];
    reasons.extend(
        right::of_card(&known, held).and_then(|granted| not_then(&known, &granted, book, state.status.is_live())),
    );
    reasons.extend(printed(held));
    reasons.extend(held.replaces.as_ref().map(|old| {
        let (on, counted_from) = (held.card.issued_on, held.card.base_on);
        let fact = CardFact::Replaces { on, old: old.clone(), lost: known.replaced_lost(held), counted_from };
        Reason::on(held.card.issued_on, fact).by(replacement_article(book, held.card.issued_on))
    }));
    reasons.extend(on_cards_before(&known, held, book));
    reasons.extend(held.collected_on.map(|on| Reason::on(on, CardFact::Collected { on })));
    reasons
        .extend(endorsements(&held.card, book).into_iter().map(|(on, fact, article)| Reason::on(on, fact).by(article)));
    reasons.extend(crossing(&held.card, book, on));
    let by_state = book.on(on).regime == Regime::State2016 && held.card.kind == PermitKind::Residence;
    let counts = state.status.is_live() && by_state;
    reasons.extend(
        counts
            .then(|| Reason::on(state.anchor_on, CardFact::Anniversaries { from: state.anchor_on }).by(cited::S_10_2)),
    );
    reasons.push(now(&known, held, &state, book, on));
    let outdated = face::outdated_since(&known, held, on).filter(|_| state.status.is_live());
    reasons.extend(
        outdated.map(|moved| Reason::on(moved, CardFact::FaceOutdated { moved }).by(changed_article(book, on))),
    );
    if held.card.kind == PermitKind::Residence {
        // What a late endorsement of this card did to the count is said with it.
        let said = |reason: &Reason| {
            matches!(&reason.fact, Fact::Residence(ResidenceFact::CountedAnew { from, .. })
                if held.card.endorsements.contains(from))
        };
        reasons.extend(residence::reasons(&known, Some(number), book, on).into_iter().filter(|reason| !said(reason)));
    }
    reasons
}

fn issue(held: &HeldCard) -> Reason {
    let on = held.card.issued_on;
    if held.card.kind == PermitKind::Temporary {
        return Reason::on(on, CardFact::TemporaryIssued { on });
    }
    let article = match held.card.regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_15_1),
        Regime::Guizhou2012 => Some(cited::P_11_3),
        Regime::State2016 => Some(cited::S_10_1),
    };
    Reason::on(on, CardFact::Issued { on, regime: held.card.regime }).by(article)
}

/// The last valid day of a card of 2012; a replacement under state-2016 prints none.
fn printed(held: &HeldCard) -> Option<Reason> {
    let article = match held.card.regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_25_2),
        Regime::Guizhou2012 => Some(cited::P_13),
        Regime::State2016 => return None,
    };
    let until = held.card.printed_until.filter(|_| held.card.kind == PermitKind::Residence)?;
    Some(Reason::on(held.card.issued_on, CardFact::Printed { until }).by(article))
}

fn replacement_article(book: &RuleBook, on: Day) -> Option<Article> {
    match book.on(on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_18_1),
        Regime::Guizhou2012 => Some(cited::P_15),
        Regime::State2016 => Some(cited::S_11_1),
    }
}

/// By what a card with changed data is exchanged: the Regulation names none, and the decree goes on ◇ beside it;
/// from 2016 ◇ as one that cannot be read.
fn changed_article(book: &RuleBook, on: Day) -> Option<Article> {
    match book.on(on).regime {
        Regime::Legacy | Regime::Guizhou2012 => None,
        Regime::Guiyang2012 => Some(cited::G_18_1),
        Regime::State2016 => Some(cited::S_11_2),
    }
}

/// The article by which a card is endorsed on a day: that of the regime; ◇ under the decree as P 13.
fn endorsement_article(book: &RuleBook, on: Day) -> Article {
    if book.on(on).regime == Regime::State2016 { cited::S_10_2 } else { cited::P_13 }
}

/// By what a card that was not endorsed before `lapsed_on` is suspended: where the city has set that cards of
/// 2012 are, by the article on their validity.
fn suspension_article(book: &RuleBook, lapsed_on: Day) -> Article {
    if book.on(lapsed_on).regime == Regime::State2016 { cited::S_10_3 } else { cited::P_13 }
}

/// One for each endorsement: its day, the fact and its article; told by what was known on its day: the next one cuts its term short.
fn endorsements(card: &Card, book: &RuleBook) -> Vec<(Day, CardFact, Article)> {
    let by_then = |n: usize| Card { endorsements: card.endorsements[..n].to_vec(), ..card.clone() };
    let known = (1..=card.endorsements.len()).map(|n| terms(&by_then(n), book));
    known.filter_map(|terms| Some(endorsement(terms.get(terms.len().checked_sub(2)?)?, terms.last()?, book))).collect()
}

/// The endorsements of the cards before, on which the days of a replacement rest; the oldest first.
fn on_cards_before(known: &Dossier, held: &HeldCard, book: &RuleBook) -> Vec<Reason> {
    let Some(old) = known.replaced(held) else { return Vec::new() };
    let mut reasons = on_cards_before(known, old, book);
    reasons.extend(endorsements(&old.card, book).into_iter().map(|(on, fact, article)| {
        let fact = CardFact::OnCardBefore { permit: old.number.clone(), fact: Box::new(fact) };
        Reason::on(on, fact).by(article)
    }));
    reasons
}

fn endorsement(before: &Term, after: &Term, book: &RuleBook) -> (Day, CardFact, Article) {
    let (on, lapsed_from, next) = (after.from_on, before.until_on, after.until_on);
    if !after.restored {
        let fact = CardFact::Endorsed { on, until: next.plus_days(-1) };
        return (on, fact, endorsement_article(book, on));
    }
    let suspended = lapses_to_suspension(lapsed_from, book);
    let anniversaries_go_on = book.settings_on(on).after_late == AfterLate::OldAnniversary;
    let days = on.days_since(lapsed_from);
    let fact = CardFact::EndorsedLate { on, lapsed_from, days, suspended, anniversaries_go_on, next };
    (on, fact, suspension_article(book, on))
}

/// A card of earlier rules that was good on the first day of those of 2016 (S 23).
fn crossing(card: &Card, book: &RuleBook, on: Day) -> Option<Reason> {
    let change = book.of(Regime::State2016).from;
    let earlier = card.kind == PermitKind::Residence && card.issued_on < change && change <= on;
    let before =
        Card { endorsements: card.endorsements.iter().copied().filter(|day| *day < change).collect(), ..card.clone() };
    let last = terms(&before, book).last().filter(|term| earlier && term.until_on > change)?.until_on;
    let gone = card.ended.is_some_and(|(ended_on, _)| ended_on < change);
    let fact = CardFact::Crossing { change, last_day: last.plus_days(-1) };
    (!gone).then(|| Reason::on(change, fact).by(cited::S_23))
}

fn now(known: &Dossier, held: &HeldCard, state: &CardState, book: &RuleBook, asked: Day) -> Reason {
    let since = state.since;
    let temporary = held.card.kind == PermitKind::Temporary;
    match (state.status, state.window) {
        (Status::Ended(EndReason::Expired), _) if temporary && held.card.ended.is_none() => {
            Reason::on(since, StateFact::TemporaryRanOut { on: since }).by(temporary_article(book, since))
        }
        (Status::Ended(reason), _) => {
            let (replaced_by, gave_way) = (held.replaced_by.clone(), held.gave_way);
            let fact = StateFact::Ended { on: since, reason, replaced_by, gave_way };
            Reason::on(since, fact).by(end_article(reason, book, since))
        }
        (Status::Suspended, _) => {
            let lapsed_on = state.lapsed_on.unwrap_or(since);
            let fact = StateFact::Suspended { since, lapsed_on };
            Reason::on(since, fact).by(suspension_article(book, lapsed_on))
        }
        (Status::Expired, _) => {
            let decree = held.card.regime == Regime::Guiyang2012;
            Reason::on(since, StateFact::Expired { since }).by(if decree { cited::G_19 } else { cited::P_13 })
        }
        (Status::Due, Some((opens, closes))) => {
            let suspends = lapses_to_suspension(closes.plus_days(1), book);
            let article = endorsement_article(book, opens);
            Reason::on(since, StateFact::Due { opens, closes, suspends }).by(article)
        }
        (Status::Valid, Some((opens, closes))) => {
            Reason::on(opens, StateFact::NextWindow { opens, closes }).by(endorsement_article(book, opens))
        }
        (Status::Valid | Status::Due, None) => {
            let until = state.valid_until.unwrap_or(since);
            let may_apply = matches!(head(known, book, asked), Head::May { .. });
            Reason::on(until, StateFact::TemporaryRuns { until, may_apply }).by(temporary_article(book, asked))
        }
    }
}

/// A 暂住证 stays good until its own last day (G 37, P 34).
fn temporary_article(book: &RuleBook, on: Day) -> Option<Article> {
    match book.on(on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(cited::G_37),
        Regime::Guizhou2012 | Regime::State2016 => Some(cited::P_34),
    }
}

fn end_article(reason: EndReason, book: &RuleBook, on: Day) -> Option<Article> {
    let of = |guiyang, guizhou, state| match book.on(on).regime {
        Regime::Legacy => None,
        Regime::Guiyang2012 => Some(guiyang),
        Regime::Guizhou2012 => Some(guizhou),
        Regime::State2016 => Some(state),
    };
    match reason {
        EndReason::Fraud | EndReason::Confiscated => of(cited::G_31, cited::P_31, cited::S_19_2),
        EndReason::Lost => of(cited::G_18_2, cited::P_15, cited::S_11_1),
        EndReason::Replaced => of(cited::G_18_1, cited::P_15, cited::S_11_2),
        EndReason::Expired => of(cited::G_19, cited::P_13, cited::P_13),
        EndReason::Ineligible => of(cited::G_13_1, cited::P_9_1, cited::S_2),
        EndReason::Left | EndReason::Hukou | EndReason::Death | EndReason::Error => None,
    }
}
