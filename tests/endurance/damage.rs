//! Bytes that a disk or a copy got wrong: an answer or a refusal, never a fault, and the file stays as it is.
//!
//! A register has no checksums of its pages. A page that is lost is always seen; a bit within a value that is
//! still a value of its kind is not, and such answers are only counted here.

use std::fs;

use super::support::{AS_OF, Chance, Place, alone, rosters};

const SEED: u64 = 7;
const COPIES: usize = 60;
const PAGE: usize = 4096;

const COMMANDS: [&[&str]; 3] = [
    &["db", "info", "--format", "json"],
    &["migrant", "show", "M000001", "--as-of", AS_OF, "--format", "json"],
    &["report", "rate", "--as-of", AS_OF, "--format", "json"],
];

/// A way to harm a file.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Harm {
    Bit,
    Noise,
    Zeros,
    End,
}

fn harm(bytes: &mut Vec<u8>, harm: Harm, chance: &mut Chance) -> String {
    let at = chance.below(bytes.len());
    let page = at / PAGE * PAGE..at / PAGE * PAGE + PAGE;
    match harm {
        Harm::Bit => bytes[at] ^= 1 << chance.below(8),
        Harm::Noise => bytes[page].fill_with(|| u8::try_from(chance.below(256)).expect("a byte")),
        Harm::Zeros => bytes[page].fill(0),
        Harm::End => bytes.truncate(at),
    }
    format!("{harm:?} at byte {at}")
}

/// Puts the bytes back as the only file of the register.
fn put(place: &Place, bytes: &[u8]) {
    for side in ["-wal", "-shm"] {
        let _ = fs::remove_file(place.path(&format!("register.db{side}")));
    }
    fs::write(place.db(), bytes).expect("the register");
}

#[test]
fn a_damaged_register_is_refused_or_answers_as_before() {
    let _turn = alone();
    let (place, small) = (Place::new(), rosters(300, 5));
    for file in ["people.csv", "permits.csv"] {
        place.bring(&small.path().join(file), file);
        place.import(file);
    }
    let whole = fs::read(place.db()).expect("the register");
    let answers = COMMANDS.map(|words| {
        put(&place, &whole);
        place.done(words).stdout
    });
    let mut chance = Chance(SEED);
    let (mut refused, mut unseen) = (0, 0);
    for copy in 0..COPIES * 4 {
        let kind = [Harm::Bit, Harm::Noise, Harm::Zeros, Harm::Bit, Harm::Bit, Harm::End][copy % 6];
        let mut bytes = whole.clone();
        let told = format!("seed {SEED}, copy {copy}: {}", harm(&mut bytes, kind, &mut chance));
        for (words, before) in COMMANDS.iter().zip(&answers) {
            put(&place, &bytes);
            let output = place.run(words);
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 1 | 3 | 5)), "{told}: {words:?}: {output:?}");
            if code == Some(5) {
                refused += 1;
                assert!(fs::read(place.db()).expect("the register") == bytes, "{told}: {words:?} changed the file");
            }
            if code == Some(0) && output.stdout != *before {
                unseen += 1;
                assert!(kind == Harm::Bit, "{told}: {words:?}: other figures: {output:?}");
            }
        }
    }
    println!("damage: {refused} refusals with 5; {unseen} answers from a value with a wrong bit");
    assert!(refused > COPIES, "{refused}");
}
