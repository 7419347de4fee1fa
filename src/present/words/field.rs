//! What the fields of a roster are called.

use super::text;
use crate::domain::lang::Lang;
use crate::domain::roster::Field;

/// What a field is called in a sentence.
pub fn field_label(field: Field, lang: Lang) -> String {
    match field {
        Field::Name => text!(lang, "姓名", "name"),
        Field::IdNumber => text!(lang, "公民身份号码", "identity number"),
        Field::IdKind => text!(lang, "证件种类", "kind of identity paper"),
        Field::Sex => text!(lang, "性别", "sex"),
        Field::Ethnic => text!(lang, "民族", "ethnic group"),
        Field::Birth => text!(lang, "出生日期", "day of birth"),
        Field::Hukou => text!(lang, "户籍地址", "household address"),
        Field::Unit => text!(lang, "社区", "unit"),
        Field::Address => text!(lang, "现居住地址", "address"),
        Field::Reason => text!(lang, "居住事由", "reason of residence"),
        Field::Dwelling => text!(lang, "居住处所", "dwelling"),
        Field::Phone => text!(lang, "联系电话", "phone"),
        Field::Workplace => text!(lang, "服务处所", "workplace"),
        Field::ArrivedOn => text!(lang, "来本地日期", "day of arrival"),
        Field::RegisteredOn => text!(lang, "登记日期", "day of registration"),
        Field::Stay => text!(lang, "拟居住期限", "intended stay"),
        Field::Relation => text!(lang, "与房主关系", "relation to the householder"),
        Field::Exempt => text!(lang, "免办事由", "ground of exemption"),
        Field::Job => text!(lang, "职业", "job"),
        Field::StartedOn => text!(lang, "入职时间", "first day"),
        Field::LeftOn => text!(lang, "离开日期", "day of departure"),
        Field::Education => text!(lang, "文化程度", "education"),
        Field::Marriage => text!(lang, "婚姻状况", "marriage"),
        Field::Counter => text!(lang, "受理点", "counter"),
        Field::PermitNumber => text!(lang, "居住证号", "permit number"),
        Field::PermitKind => text!(lang, "证件类型", "kind of permit"),
        Field::IssuedOn => text!(lang, "发证日期", "day of issue"),
        Field::EndorsedOn => text!(lang, "签注日期", "days of endorsement"),
        Field::LastEndorsedOn => text!(lang, "最近签注日期", "day of the last endorsement"),
        Field::ValidUntil => text!(lang, "有效期限", "last day of validity"),
        Field::CardEndedOn => text!(lang, "注销日期", "day of cancellation"),
        Field::EndReason => text!(lang, "注销原因", "reason of cancellation"),
        Field::To => text!(lang, "去向", "destination"),
        Field::Note => text!(lang, "备注", "note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roster::RosterKind;
    use crate::intake::bind::is_of;
    use crate::intake::parse_set;

    #[test]
    fn what_a_field_is_called_can_be_typed() {
        for kind in RosterKind::ALL {
            for field in Field::ALL.iter().filter(|field| is_of(**field, kind)) {
                let typed =
                    parse_set(&format!("{}=1", field_label(*field, Lang::Zh))).map(|(field, _)| field.in_roster(kind));
                assert_eq!(typed, Ok(field.in_roster(kind)), "{kind:?}");
            }
        }
    }
}
