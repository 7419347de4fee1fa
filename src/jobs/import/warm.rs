//! Bringing a row's texts near before they are bound.
//!
//! Sorting leaves the texts of one row after another all over the memory of the chunk. Looking at one byte of
//! each, two rows ahead, lets the processor fetch them while it writes: a tenth of an import of people.

use std::hint::black_box;

use super::reading::{Read, Row};
use crate::ops::land_people::PeopleRow;

/// How many rows ahead of the one that is being written.
pub const AHEAD: usize = 2;

pub fn warm(read: &Read) {
    match &read.row {
        Row::People(row) => warm_people(row),
        Row::Card(row) => [&row.permit_number, &row.id_number].into_iter().for_each(|text| look(text)),
        Row::Departure(row) => look(&row.id_number),
    }
}

fn warm_people(row: &PeopleRow) {
    let (person, home) = (&row.admission.person, &row.admission.home);
    let always = [&person.id.text, &person.as_given, &person.name, &person.hukou, &home.address, &home.reason];
    let sometimes = [
        &person.ethnic,
        &person.hukou_county,
        &person.phone,
        &person.education,
        &person.marriage,
        &home.dwelling,
        &home.stay,
        &row.admission.workplace,
        &row.admission.employer_code,
        &row.admission.job,
    ];
    for text in always.into_iter().chain(sometimes.into_iter().flatten()) {
        look(text);
    }
}

fn look(text: &str) {
    black_box(text.as_bytes().first().copied());
}
