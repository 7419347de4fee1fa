//! Lines that stand at the end of a command's help: each is run by `tests/it/examples.rs`.
//!
//! A person, a place and a reason as they come up at a counter; made-up numbers only. The English column is
//! empty where the line is the same.

use crate::domain::lang::Lang;

/// A command, its lines in Chinese, its lines in English.
type Examples = (&'static str, &'static [&'static str], &'static [&'static str]);

const EXAMPLES: &[Examples] = &[
    ("init", &["init --practice", "init --db 正式.db"], &["init --practice", "init --db live.db"]),
    (
        "migrant add",
        &[
            "migrant add --id-number 520199198503080029 --name 王芳 --hukou 贵州省遵义市红花岗区 --unit 南明区/新华社区 --address 新华路2号 --reason 务工 --dwelling 租赁房屋",
        ],
        &[
            "migrant add --id-number 520199198503080029 --name 王芳 --hukou 贵州省遵义市红花岗区 --unit 南明区/新华社区 --address 新华路2号 --reason employment --dwelling 30",
        ],
    ),
    ("migrant show", &["migrant show 张三", "migrant show M000001 --as-of 2018-06-20"], &[]),
    ("migrant find", &["migrant find 张", "migrant find 0017"], &[]),
    ("migrant move", &["migrant move 张三 --unit 云岩区/中华社区 --address 中华路3号"], &[]),
    (
        "migrant leave",
        &["migrant leave 张三 --because 离开 --to 广东", "migrant leave 张三 --because 落户 --on 2018-06-30"],
        &["migrant leave 张三 --because left --to Guangdong", "migrant leave 张三 --because hukou --on 2018-06-30"],
    ),
    ("migrant why", &["migrant why 张三"], &[]),
    (
        "migrant edit",
        &["migrant edit 张三 --phone 13900000001 --because 漏填"],
        &["migrant edit 张三 --phone 13900000001 --because omitted"],
    ),
    ("migrant history", &["migrant history 张三"], &[]),
    (
        "migrant merge",
        &["migrant merge M000001 M000002 --because 重复登记"],
        &["migrant merge M000001 M000002 --because 'registered twice'"],
    ),
    (
        "migrant unmerge",
        &["migrant unmerge M000001 M000002 --because 合错了"],
        &["migrant unmerge M000001 M000002 --because 'two people'"],
    ),
    (
        "permit apply",
        &[
            "permit apply 张三 --ground 就业 --evidence 身份证 --evidence 租房合同 --evidence 劳动合同:练习厂:2017-01-05 --photo",
        ],
        &[
            "permit apply 张三 --ground employment --evidence identity_card --evidence lease --evidence labour_contract:练习厂:2017-01-05 --photo",
        ],
    ),
    ("permit issue", &["permit issue 张三", "permit issue A000001 --on 2018-06-28"], &[]),
    (
        "permit withdraw",
        &["permit withdraw 张三 --because 本人不办了"],
        &["permit withdraw 张三 --because 'changed plans'"],
    ),
    (
        "permit refuse",
        &["permit refuse 张三 --because 租房合同是假的 --article 居住证暂行条例第十八条"],
        &["permit refuse 张三 --because 'the lease is forged' --article 'Decree 663 Art. 18'"],
    ),
    (
        "permit extend",
        &["permit extend 张三 --to 2018-07-20 --because 制证机故障"],
        &["permit extend 张三 --to 2018-07-20 --because 'the printer is broken'"],
    ),
    (
        "permit collect",
        &[
            "permit collect 张三",
            "permit collect 张三 --proxy-name 王芳 --proxy-id-number 520199198503080029 --proxy-relation 配偶",
        ],
        &[
            "permit collect 张三",
            "permit collect 张三 --proxy-name 王芳 --proxy-id-number 520199198503080029 --proxy-relation wife",
        ],
    ),
    (
        "permit endorse",
        &["permit endorse 张三", "permit endorse 张三 --evidence 身份证 --on 2018-06-20"],
        &["permit endorse 张三", "permit endorse 张三 --evidence identity_card --on 2018-06-20"],
    ),
    (
        "permit replace",
        &["permit replace 张三 --because 丢失", "permit replace 张三 --because 损坏 --old-card-returned"],
        &["permit replace 张三 --because lost", "permit replace 张三 --because damaged --old-card-returned"],
    ),
    ("permit end", &["permit end 张三 --because 发证有误"], &["permit end 张三 --because error"]),
    (
        "permit list",
        &["permit list --due-within 30", "permit list --overdue --unit 南明区", "permit list --status 材料不齐"],
        &["permit list --due-within 30", "permit list --overdue --unit 南明区", "permit list --status incomplete"],
    ),
    ("permit show", &["permit show 张三", "permit show 张三 --as-of 2019-07-15"], &[]),
    ("permit why", &["permit why 张三", "permit why 张三 --as-of 2019-07-15"], &[]),
    (
        "permit edit",
        &[
            "permit edit 张三 --issued 2017-07-11 --because 抄错",
            "permit edit A000001 --applied 2017-07-04 --because 抄错",
            "permit edit 张三 --issued-at 云岩区 --because 抄错",
            "permit edit A000001 --ground 就业 --evidence 身份证 --evidence 租房合同 --evidence 劳动合同 --photo --because 填错",
        ],
        &[
            "permit edit 张三 --issued 2017-07-11 --because misread",
            "permit edit A000001 --applied 2017-07-04 --because misread",
            "permit edit 张三 --issued-at 520103 --because misread",
            "permit edit A000001 --ground employment --evidence identity_card --evidence lease --evidence labour_contract --photo --because misread",
        ],
    ),
    ("permit history", &["permit history 张三"], &[]),
    (
        "roster import",
        &[
            "roster import march.csv --unit 南明区/新华社区 --set reason=务工",
            "roster import march.csv --unit 520102400 --set reason=务工 --source school:第一中学 --all-or-nothing",
        ],
        &[
            "roster import march.csv --unit 南明区/新华社区 --set reason=employment",
            "roster import march.csv --unit 520102400 --set reason=employment --source school:第一中学 --all-or-nothing",
        ],
    ),
    (
        "roster check",
        &["roster check march.csv --unit 南明区/新华社区 --set reason=务工"],
        &["roster check march.csv --unit 南明区/新华社区 --set reason=employment"],
    ),
    ("roster fix", &["roster fix B1 rejects.csv"], &[]),
    ("roster undo", &["roster undo B1 --because 送错了"], &["roster undo B1 --because 'the wrong file'"]),
    ("roster list", &["roster list"], &[]),
    ("roster show", &["roster show B1"], &[]),
    ("roster template", &["roster template people --out people.xlsx", "roster template permits"], &[]),
    ("roster senders", &["roster senders", "roster senders --source school:第一中学"], &[]),
    (
        "report rate",
        &[
            "report rate",
            "report rate --by 区县 --as-of 2018-06-30 --format csv --out 办证率.csv",
            "report rate --by 社区 --as-of 2018-06-30 --compare 2017-12-31 --top 10",
            "report rate --list rate/tier/total/registered",
        ],
        &[
            "report rate",
            "report rate --by district --as-of 2018-06-30 --format csv --out rate.csv",
            "report rate --by community --as-of 2018-06-30 --compare 2017-12-31 --top 10",
            "report rate --list rate/tier/total/registered",
        ],
    ),
    ("report monthly", &["report monthly --month 2018-06", "report monthly --cells"], &[]),
    (
        "report trend",
        &["report trend", "report trend --every 周 --from 2018-04-01 --format html --out 走势.html"],
        &["report trend", "report trend --every week --from 2018-04-01 --format html --out trend.html"],
    ),
    (
        "report ranking",
        &["report ranking --min 100", "report ranking --format xlsx --out 排名.xlsx"],
        &["report ranking --min 100", "report ranking --format xlsx --out ranking.xlsx"],
    ),
    ("report freeze rate", &["report freeze rate --as-of 2018-06-30"], &[]),
    ("report show", &["report show R2018-06-30/1"], &[]),
    ("report restate", &["report restate R2018-06-30/1"], &[]),
    ("report due", &["report due", "report due --within 30"], &[]),
    ("report overdue", &["report overdue"], &[]),
    ("report eligible", &["report eligible", "report eligible --as-of 2018-06-30 --format csv"], &[]),
    ("report uncollected", &["report uncollected --over 30"], &[]),
    ("report turnaround", &["report turnaround --from 2018-01-01 --to 2018-06-30"], &[]),
    ("report quality", &["report quality"], &[]),
    ("report lookups", &["report lookups --from 2018-01-01 --to 2018-06-30"], &[]),
    ("unit list", &["unit list", "unit list --as-of 2012-08-31"], &[]),
    ("unit tree", &["unit tree"], &[]),
    ("unit show", &["unit show 南明区/新华社区"], &[]),
    (
        "unit open",
        &["unit open 520102499 新园社区 --kind 社区 --under 南明区 --counter-tier 社区级 --because 市府批复"],
        &["unit open 520102499 新园社区 --kind community --under 南明区 --counter-tier community --because decree"],
    ),
    (
        "unit rename",
        &["unit rename 南明区/新华社区 新华路社区 --because 市府批复"],
        &["unit rename 南明区/新华社区 新华路社区 --because decree"],
    ),
    (
        "unit move",
        &["unit move 南明区/新华社区 --under 云岩区 --because 市府批复"],
        &["unit move 南明区/新华社区 --under 云岩区 --because decree"],
    ),
    (
        "unit merge",
        &["unit merge 南明区/新华社区 --into 西湖社区 --because 市府批复"],
        &["unit merge 南明区/新华社区 --into 西湖社区 --because decree"],
    ),
    (
        "unit split",
        &[
            "unit split 南明区/新华社区 --into 西湖社区 大南社区 --where 练习路=西湖社区 --rest 大南社区 --because 市府批复",
        ],
        &[
            "unit split 南明区/新华社区 --into 西湖社区 大南社区 --where 练习路=西湖社区 --rest 大南社区 --because decree",
        ],
    ),
    (
        "unit close",
        &["unit close 南明区/新华社区 --to 西湖社区 --because 市府批复"],
        &["unit close 南明区/新华社区 --to 西湖社区 --because decree"],
    ),
    ("unit undo", &["unit undo 大南社区 --because 改名错了"], &["unit undo 大南社区 --because mistake"]),
    ("rules show", &["rules show", "rules show --as-of 2012-08-31"], &[]),
    (
        "rules set",
        &["rules set day_count civil_code --from 2019-01-01 --because 市局通知"],
        &["rules set day_count civil_code --from 2019-01-01 --because decree"],
    ),
    ("rules try", &["rules try day_count civil_code --from 2018-01-01 --as-of 2018-06-30"], &[]),
    ("rules holidays", &["rules holidays 2019.csv"], &[]),
    ("db info", &["db info"], &[]),
    ("db backup", &["db backup 备份.db --yes"], &["db backup backup.db --yes"]),
    ("db restore", &["db restore backup.db --yes"], &[]),
    ("db check", &["db check"], &[]),
    ("nightly", &["nightly --out nights", "nightly --out nights --keep 31"], &[]),
    ("demo", &["demo", "demo --dir 练习 --people 2000"], &["demo", "demo --dir practice --people 2000"]),
    ("explain", &["explain J301"], &[]),
];

/// The lines of a command, without the program's name.
pub fn of(command: &str, lang: Lang) -> &'static [&'static str] {
    let found = EXAMPLES.iter().find(|(name, ..)| *name == command);
    found.map_or(&[], |(_, zh, en)| if lang == Lang::Zh || en.is_empty() { zh } else { en })
}
