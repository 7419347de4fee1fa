//! How long senders have to report (G 21, P 18, 19).

use super::super::sender::late;
use super::{book, day};

#[test]
fn a_report_is_late_after_the_limit_of_the_day_it_tells_of() {
    let cases = [
        ("before the first rules there is no limit", "2012-03-02", "2012-04-30", None),
        ("three working days, G 21: a Monday", "2012-08-06", "2012-08-09", None),
        ("the day after them", "2012-08-06", "2012-08-10", Some(("2012-08-09", 1))),
        ("over a weekend: from a Thursday to a Tuesday", "2012-08-09", "2012-08-14", None),
        ("the Wednesday after", "2012-08-09", "2012-08-15", Some(("2012-08-14", 1))),
        ("five days, P 18", "2013-05-01", "2013-05-06", None),
        ("the sixth", "2013-05-01", "2013-05-07", Some(("2013-05-06", 1))),
        ("five days go on from 2016", "2016-05-01", "2016-05-16", Some(("2016-05-06", 10))),
        ("on the very day", "2016-05-01", "2016-05-01", None),
        ("before it", "2016-05-01", "2016-04-01", None),
    ];
    for (what, from_on, reported_on, expected) in cases {
        let found = late(day(from_on), day(reported_on), &book());
        let found = found.map(|late| (late.due_on, late.days()));
        assert_eq!(found, expected.map(|(due, days)| (day(due), days)), "{what}");
    }
}
