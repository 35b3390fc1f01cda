//! Names that are markup, of people and organisations that nobody here chose: the pages that write their HTML by hand
//! show them as texts.

use app::organisations::OrganisationTree;
use axum::body::to_bytes;
use axum::response::Response;
use serde_json::json;

use super::samples::{asked, official, university};
use crate::staff::session::Official;
use crate::staff::sign_in::{SampleUser, page};
use texts::Lang;

const MARKUP: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><b>",
    "\" autofocus onfocus=alert(1) x=\"",
    "</li></ul><form action=//evil.example>",
    "&lt;script&gt;",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content='0; url=//evil.example'>",
];

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

fn tree(name: &str) -> OrganisationTree {
    let name = json!({"fi": name, "sv": name, "en": name});
    let file = json!({"organisaatiot": [{"oid": university().to_string(), "nimi": name}]});
    OrganisationTree::parse(&file.to_string()).unwrap()
}

#[tokio::test]
async fn names_are_shown_as_texts() {
    for lang in Lang::ALL {
        let asked = asked(lang, "/henkilo-ui/omattiedot");
        for markup in MARKUP {
            let marked = format!("{markup}merkki");
            let official = Official { name: marked.clone(), csrf: marked.clone(), ..official() };
            let caller = official.caller.clone();
            let user = SampleUser { id: marked.clone(), name: marked.clone(), caller };
            let pages = [
                page::myself(&asked, &official, &tree(&marked)),
                page::choice(&asked, &[user], &tree(&marked), &marked, Some(&marked)),
                page::signed_out(&asked, Some(&marked)),
                page::no_rights(&asked, Some(&marked)),
            ];
            for (n, page) in pages.into_iter().enumerate() {
                let html = text(page).await;
                assert!(html.contains("merkki") && !html.contains(&marked), "page {n}, {markup}: {html}");
            }
        }
    }
}

/// Whatever is written into a template is escaped, but for HTML that we have made ourselves.
#[test]
fn templates_escape_everything_but_what_is_ours() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/staff");
    let mut unescaped = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        unescaped.extend(text.matches("|safe").map(|_| name.clone()));
        assert!(!text.contains("|escape(\"none\")") && !text.contains("| safe"), "{name}");
    }
    unescaped.sort();
    let drawn = [
        "import.html",
        "import.html",
        "overview.html",
        "overview.html",
        "overview.html",
        "overview.html",
        "report_imports.html",
    ];
    let ours: Vec<&str> = unescaped.iter().map(String::as_str).filter(|name| !drawn.contains(name)).collect();
    assert_eq!(ours, ["help.html", "plain.html", "plain.html"], "help is of docs/staff, plain escapes by hand");
    assert_eq!(unescaped.len(), ours.len() + drawn.len(), "the others are charts, which escape their words");
}
