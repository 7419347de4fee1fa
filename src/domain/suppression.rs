//! Which figures of a published table are left out so that no count under 5 is told (RULES 9), and none can
//! be computed from the others: what stands alone missing in a sum is not missing.
//!
//! A figure is a place in one list of counts. Sums and parts say how figures hang together; the figures
//! left out grow until no relation gives one of them away.

/// Counts from 1 up to this one are not published; 0 tells of nobody.
const MOST_HIDDEN: u64 = 4;

/// How figures hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// The parts make up the whole.
    Sum { parts: Vec<usize>, whole: usize },
    /// The part is counted in the whole, and the rest is a figure too.
    Part { part: usize, whole: usize },
    /// The first two together are the last two together.
    Flow([usize; 4]),
    /// One figure twice.
    Same(usize, usize),
}

pub fn is_small(count: u64) -> bool {
    (1..=MOST_HIDDEN).contains(&count)
}

/// The places that are left out.
pub fn hidden(counts: &[u64], relations: &[Relation]) -> Vec<bool> {
    let mut hidden: Vec<bool> = counts.iter().map(|count| is_small(*count)).collect();
    // Each turn leaves out at least one figure more, so that it ends.
    while let Some(at) = relations.iter().find_map(|relation| given_away(counts, &hidden, relation)) {
        hidden[at] = true;
    }
    hidden
}

/// A figure that must be left out too, since a relation would tell one that is.
fn given_away(counts: &[u64], hidden: &[bool], relation: &Relation) -> Option<usize> {
    match relation {
        Relation::Same(one, other) => match (hidden[*one], hidden[*other]) {
            (true, false) => Some(*other),
            (false, true) => Some(*one),
            _ => None,
        },
        Relation::Part { part, whole } => {
            let both_shown = !hidden[*part] && !hidden[*whole];
            (both_shown && is_small(counts[*whole].saturating_sub(counts[*part]))).then_some(*part)
        }
        Relation::Flow(places) => {
            let missing = places.iter().filter(|at| hidden[**at]).count();
            let shown = places.iter().copied().filter(|at| !hidden[*at]);
            if missing == 1 { shown.max_by_key(|at| (counts[*at] > 0, std::cmp::Reverse(counts[*at]))) } else { None }
        }
        Relation::Sum { parts, whole } => {
            let missing: Vec<usize> = parts.iter().copied().filter(|at| hidden[*at]).collect();
            let shown = || parts.iter().copied().filter(|at| !hidden[*at] && counts[*at] > 0);
            if hidden[*whole] {
                // The parts would be summed again.
                return if missing.is_empty() { shown().min_by_key(|at| counts[*at]) } else { None };
            }
            let safe = missing.is_empty() || missing.len() > 1 && missing.iter().any(|at| !is_small(counts[*at]));
            if safe { None } else { shown().min_by_key(|at| counts[*at]).or(Some(*whole)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(counts: &[u64]) -> Vec<bool> {
        let parts = (0..counts.len() - 1).collect();
        hidden(counts, &[Relation::Sum { parts, whole: counts.len() - 1 }])
    }

    #[test]
    fn a_small_count_takes_another_with_it() {
        for (case, counts, expected) in [
            ("nothing small", &[5, 6, 11][..], &[false, false, false][..]),
            ("zero tells of nobody", &[0, 6, 6], &[false, false, false]),
            ("the smallest of the others goes too", &[3, 9, 7, 19], &[true, false, true, false]),
            ("two small ones could be told from their sum", &[1, 1, 9, 8, 19], &[true, true, false, true, false]),
            ("nothing else to leave out: the total goes", &[3, 0, 3], &[true, false, true]),
            ("two small ones alone", &[2, 4, 6], &[true, true, true]),
        ] {
            assert_eq!(sum(counts), expected, "{case}");
        }
    }

    #[test]
    fn a_part_that_leaves_a_small_rest_is_not_told() {
        let part = |part, whole| hidden(&[part, whole], &[Relation::Part { part: 0, whole: 1 }]);
        assert_eq!(part(8, 10), [true, false], "two without a card");
        assert_eq!(part(5, 10), [false, false]);
        assert_eq!(part(10, 10), [false, false]);
        assert_eq!(part(3, 10), [true, false]);
    }

    #[test]
    fn what_is_one_figure_is_hidden_as_one_and_flows_give_nothing_away() {
        assert_eq!(hidden(&[3, 3], &[Relation::Same(0, 1)]), [true, true]);
        assert_eq!(hidden(&[20, 2, 22, 0], &[Relation::Flow([0, 1, 2, 3])]), [true, true, false, false]);
    }

    #[test]
    fn no_relation_is_left_with_one_figure_missing() {
        // Every table of three rows and a total with counts up to seven.
        for a in 0..8 {
            for b in 0..8 {
                for c in 0..8 {
                    let counts = [a, b, c, a + b + c];
                    let found = sum(&counts);
                    let missing = found.iter().filter(|hidden| **hidden).count();
                    assert_ne!(missing, 1, "{counts:?}: {found:?}");
                    assert!(
                        counts.iter().zip(&found).all(|(count, hidden)| *hidden || !is_small(*count)),
                        "{counts:?}"
                    );
                }
            }
        }
    }
}
