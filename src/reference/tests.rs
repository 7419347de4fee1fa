//! That the embedded facts say what their sources say.
use super::headings::HeadingMeaning;
use super::*;

#[test]
fn every_file_can_be_read() {
    assert!(divisions().is_county("520102"));
    assert_eq!(guiyang().code, "520100");
    assert_eq!(rule_book().regimes.len(), 4);
    assert_eq!(headings().field("姓名", None), HeadingMeaning::Field(crate::domain::roster::Field::Name));
    for table in [ethnic_groups(), reasons(), dwellings(), stays(), educations(), marriages()] {
        assert!(!table.entries().is_empty());
    }
}
