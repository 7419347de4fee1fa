//! One file a verb: arguments, questions for what is missing, then an act, a job or a query, then a view.

pub mod explain;
