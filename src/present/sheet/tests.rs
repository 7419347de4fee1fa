use super::*;

fn sheet() -> Sheet {
    let row = |key: &str, name: &str, count: i64, rate: Value| Row {
        key: key.to_owned(),
        values: vec![Value::text(name), Value::Count(count), rate.clone(), Value::Count(count - 1), rate],
    };
    Sheet {
        heads: vec![("by".to_owned(), Value::text("community"))],
        definition: "一段话".to_owned(),
        notes: vec!["<b>注</b>".to_owned()],
        key_title: Some("编码".to_owned()),
        columns: vec![
            Column::text("name", "社区"),
            Column::people("registered", "登记"),
            Column::rate("rate", "办证率%"),
            Column::people("registered", "以前登记").within("before"),
            Column::rate("rate", "以前%").within("before").shown_if(false),
        ],
        rows: vec![
            row("520102400", "=cmd|' /C calc'!A0", 12, Value::Rate("79.55".to_owned())),
            row("520102401", "@新华<社区>", 1, Value::None),
        ],
        total: Total::Row(row("total", "合计", 13, Value::Rate("73.43".to_owned()))),
        checks: vec![Check { name: "rows".to_owned(), words: "各行之和".to_owned(), left: 13, right: 13 }],
        charts: vec![
            Chart::Lines {
                labels: vec!["2012-07".to_owned(), "2012-08".to_owned()],
                series: vec![Series { name: "登记".to_owned(), values: vec![Some(100), Some(300)], is_rate: false }],
            },
            Chart::Bars {
                title: "排名".to_owned(),
                bars: vec![Bar { name: "新华".to_owned(), value: 7955, target: Some(8500) }],
            },
        ],
        specimen: true,
        ..Sheet::new(Lang::Zh, "rate", "办证率", Day::parse_iso("2012-08-31").unwrap())
    }
}

fn text(form: Form) -> String {
    String::from_utf8(sheet().bytes(form).unwrap()).unwrap()
}

#[test]
fn json_has_the_keys_of_the_contract_and_inner_objects() {
    let json: serde_json::Value = serde_json::from_str(&text(Form::Json)).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["report", "as_of", "by", "definition", "rows", "total", "identity"]);
    assert_eq!(json["rows"][0]["before"]["rate"], "79.55");
    assert_eq!(json["rows"][1]["rate"], serde_json::Value::Null);
    assert_eq!(json["total"]["key"], "total");
    assert_eq!(json["identity"]["holds"], true);
    let mut nothing = sheet();
    nothing.rows[0].values[3..].fill(Value::None);
    nothing.cells = Some("rate/community".to_owned());
    nothing.cells_shown = true;
    let json = serde_json::to_value(nothing.json()).unwrap();
    assert_eq!(json["rows"][0]["before"], serde_json::Value::Null, "an object of nothing");
    assert_eq!(json["rows"][0]["cells"], serde_json::json!({"registered": "rate/community/520102400/registered"}));
}

#[test]
fn what_begins_like_a_formula_is_a_text_in_every_form() {
    let csv = text(Form::Csv { bom: true });
    assert!(csv.contains("'=cmd|' /C calc'!A0,12,79.55,11\r\n"), "{csv}");
    assert!(csv.contains("'@新华<社区>"), "{csv}");
    let page = text(Form::Html);
    assert!(page.contains("@新华&lt;社区&gt;") && page.contains("&lt;b&gt;注&lt;&#x2f;b&gt;"), "{page}");
}

#[test]
fn a_page_holds_everything_itself_and_runs_nothing() {
    let page = text(Form::Html);
    for needed in [
        "lang=\"zh-CN\"",
        "charset=\"utf-8\"",
        "viewport",
        "<svg",
        "<polyline",
        "stroke=\"#9b1c1c\"",
        "@media print",
        "样张",
    ] {
        assert!(page.contains(needed), "{needed}: {page}");
    }
    for foreign in ["<script", "http:", "https:", "<link", "<img", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(!page.contains("以前%") && page.contains("以前登记"), "what is not shown is not in it");
}

#[test]
fn a_workbook_is_the_same_bytes_each_time() {
    let book = sheet().bytes(Form::Xlsx).unwrap();
    assert!(book.starts_with(b"PK"), "a zip archive");
    assert_eq!(book, sheet().bytes(Form::Xlsx).unwrap());
}

#[test]
fn a_sheet_that_was_stored_gives_the_same_bytes() {
    let stored = serde_json::to_string(&sheet()).unwrap();
    let read: Sheet = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, sheet());
    for form in [Form::Json, Form::Html, Form::Xlsx, Form::Csv { bom: false }] {
        assert_eq!(read.bytes(form).unwrap(), sheet().bytes(form).unwrap());
    }
}

#[test]
fn cells_opened_out_stand_a_row_each_with_their_figure() {
    let opened = Sheet { cells: Some("rate/community".to_owned()), ..sheet() }.opened_out();
    let codes: Vec<&str> = opened.rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(
        codes,
        [
            "rate/community/520102400/registered",
            "rate/community/520102401/registered",
            "rate/community/total/registered"
        ]
    );
    assert_eq!(opened.rows[0].values[2], Value::Count(12));
}

#[test]
fn a_terminal_is_shown_the_shape_the_notes_and_the_definition() {
    let shown = sheet().table();
    assert_eq!(shown.notes, ["", "登记  ▃█  1 → 3", "<b>注</b>", "一段话"]);
    assert_eq!(shown.columns.len(), 5);
    assert_eq!(shown.total.unwrap().len(), 5);
}
