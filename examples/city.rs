use std::fs::File;
fn main() {
    let n: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let d = std::env::args().nth(2).unwrap();
    jzz::practice::city::write_people(File::create(format!("{d}/people.csv")).unwrap(), n, 1).unwrap();
    jzz::practice::city::write_permits(File::create(format!("{d}/permits.csv")).unwrap(), n, 1).unwrap();
}
