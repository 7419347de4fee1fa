//! The flags of a registration form that `migrant add` and `migrant edit` share.

use clap::Args;

use crate::cli::{help, values};
use crate::domain::calendar::Day;
use crate::domain::correction::{Fact, Given};
use crate::domain::identity::IdKind;
use crate::domain::registration::Form;

// The person, and where and how they live.
#[derive(Args)]
pub struct FormArgs {
    #[arg(long, value_name = help!("号码", "NUMBER"), help = help!("公民身份号码，18 位或 15 位；- 从标准输入读一行", "Identity number, 18 or 15 characters; - reads a line from standard input"))]
    pub id_number: Option<String>,
    #[arg(long, value_name = help!("种类", "KIND"), value_parser = values::keyword::<IdKind>(), help = help!("证件种类；不写则由号码判断，其他证件要写明", "Kind of paper; else told from the number, but other must be given"))]
    pub id_kind: Option<IdKind>,
    #[arg(long, value_name = help!("姓名", "NAME"), value_parser = values::real, help = help!("姓名", "Name"))]
    pub name: Option<String>,
    #[arg(long, value_name = help!("性别", "SEX"), help = help!("性别（公民由号码得出）", "Sex (a citizen's number tells it)"))]
    pub sex: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("出生日期（公民由号码得出）", "Day of birth (a citizen's number tells it)"))]
    pub birth: Option<Day>,
    #[arg(long, value_name = help!("民族", "GROUP"), help = help!("民族，代码或名称", "Ethnic group, by code or name"))]
    pub ethnic: Option<String>,
    #[arg(long, value_name = help!("地址", "ADDRESS"), value_parser = values::real, help = help!("户籍地址", "Address of household registration"))]
    pub hukou: Option<String>,
    #[arg(long, value_name = help!("代码", "CODE"), help = help!("户籍所在县级代码，六位（不写则由户籍地址得出）", "County of household registration, six digits (told from the address)"))]
    pub hukou_county: Option<String>,
    #[arg(long, value_name = help!("单位", "UNIT"), help = help!("居住的社区或乡镇，代码或名称", "The community or town lived in, by code or name"))]
    pub unit: Option<String>,
    #[arg(long, value_name = help!("地址", "ADDRESS"), value_parser = values::real, help = help!("现居住地址", "Present address"))]
    pub address: Option<String>,
    #[arg(long, value_name = help!("事由", "REASON"), help = help!("居住事由，代码或名称，如 01、务工", "Reason of residence, by code or name, such as 01 or employment"))]
    pub reason: Option<String>,
    #[arg(long, value_name = help!("处所", "DWELLING"), help = help!("居住处所，代码或名称，如 30、租赁房屋", "Kind of dwelling, by code or name, such as 30 or rented"))]
    pub dwelling: Option<String>,
    #[arg(long, value_name = help!("日期", "DATE"), value_parser = values::day, help = help!("来本地日期", "The day of arrival"))]
    pub arrived: Option<Day>,
    #[arg(long, value_name = help!("期限", "STAY"), help = help!("拟居住期限，代码或名称", "Intended stay, by code or name"))]
    pub stay: Option<String>,
    #[arg(long, value_name = help!("电话", "PHONE"), help = help!("联系电话", "Phone"))]
    pub phone: Option<String>,
    #[arg(long, value_name = help!("单位名称", "TEXT"), help = help!("服务处所：工作单位或就读学校", "Employer or school"))]
    pub workplace: Option<String>,
    #[arg(long, value_name = help!("代码", "CODE"), help = help!("用人单位代码：统一社会信用代码、组织机构代码或注册号", "Employer's code: social credit, organisation or registration"))]
    pub employer_code: Option<String>,
    #[arg(long, value_name = help!("职业", "TEXT"), help = help!("职业", "Occupation"))]
    pub job: Option<String>,
    #[arg(long, value_name = help!("程度", "LEVEL"), help = help!("文化程度，代码或名称", "Education, by code or name"))]
    pub education: Option<String>,
    #[arg(long, value_name = help!("状况", "STATUS"), help = help!("婚姻状况，代码或名称", "Marital status, by code or name"))]
    pub marriage: Option<String>,
}

impl FormArgs {
    /// The form as far as it was filled.
    pub fn form(&self) -> Form<'_> {
        fn given(text: Option<&String>) -> &str {
            text.map(String::as_str).unwrap_or_default()
        }
        Form {
            id_number: given(self.id_number.as_ref()),
            id_kind: self.id_kind.map_or("", IdKind::as_str),
            name: given(self.name.as_ref()),
            sex: given(self.sex.as_ref()),
            birth: self.birth,
            ethnic: given(self.ethnic.as_ref()),
            hukou: given(self.hukou.as_ref()),
            hukou_county: given(self.hukou_county.as_ref()),
            unit: given(self.unit.as_ref()),
            address: given(self.address.as_ref()),
            reason: given(self.reason.as_ref()),
            dwelling: given(self.dwelling.as_ref()),
            arrived_on: self.arrived,
            stay: given(self.stay.as_ref()),
            phone: given(self.phone.as_ref()),
            workplace: given(self.workplace.as_ref()),
            employer_code: given(self.employer_code.as_ref()),
            job: given(self.job.as_ref()),
            education: given(self.education.as_ref()),
            marriage: given(self.marriage.as_ref()),
            ..Form::default()
        }
    }

    /// Which facts were given, also as nothing.
    pub fn given(&self) -> Given {
        let mut given = Given::default();
        for (fact, is_given) in [
            (Fact::IdNumber, self.id_number.is_some()),
            (Fact::IdKind, self.id_kind.is_some()),
            (Fact::Name, self.name.is_some()),
            (Fact::Sex, self.sex.is_some()),
            (Fact::Birth, self.birth.is_some()),
            (Fact::Ethnic, self.ethnic.is_some()),
            (Fact::Hukou, self.hukou.is_some()),
            (Fact::HukouCounty, self.hukou_county.is_some()),
            (Fact::Unit, self.unit.is_some()),
            (Fact::Address, self.address.is_some()),
            (Fact::Reason, self.reason.is_some()),
            (Fact::Dwelling, self.dwelling.is_some()),
            (Fact::ArrivedOn, self.arrived.is_some()),
            (Fact::Stay, self.stay.is_some()),
            (Fact::Phone, self.phone.is_some()),
            (Fact::Workplace, self.workplace.is_some()),
            (Fact::EmployerCode, self.employer_code.is_some()),
            (Fact::Job, self.job.is_some()),
            (Fact::Education, self.education.is_some()),
            (Fact::Marriage, self.marriage.is_some()),
        ] {
            if is_given {
                given.add(fact);
            }
        }
        given
    }
}
