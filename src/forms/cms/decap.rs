//! Sveltia CMS and Decap CMS, which read the same configuration: `config.yml` beside a page that
//! loads the script of the system.

use super::{CmsSite, Collection, collections, label, map, target, text};
use crate::forms::FileKind;
use crate::forms::fields::{FieldWriter, FormField, Input};
use crate::yaml::Value;

/// A script, and how its system differs.
pub(super) struct CmsScript {
    /// The name of the system.
    name: &'static str,
    address: &'static str,
    /// The hash that browsers compare the script with.
    integrity: &'static str,
    /// The JSON Schema of the configuration, where the system publishes one.
    pub schema: Option<&'static str>,
    /// Whether names of files may leave out the default language.
    leaves_out_default: bool,
}

/// The script of Sveltia CMS.
pub(super) const SVELTIA: CmsScript = CmsScript {
    name: "Sveltia CMS",
    address: "https://unpkg.com/@sveltia/cms@0.221.1/dist/sveltia-cms.js",
    integrity: "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
    schema: Some("https://unpkg.com/@sveltia/cms@0.221.1/schema/sveltia-cms.json"),
    leaves_out_default: true,
};

/// The script of Decap CMS.
pub(super) const DECAP: CmsScript = CmsScript {
    name: "Decap CMS",
    address: "https://unpkg.com/decap-cms@3.16.3/dist/decap-cms.js",
    integrity: "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p",
    schema: None,
    leaves_out_default: false,
};

/// Returns the page of the system.
pub(super) fn page(script: &CmsScript) -> String {
    format!(
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n\
         <!-- This script may write to the repository of whoever signs in. The browser refuses it if\n\
         it is not the very file that was published as this version. -->\n\
         <script src=\"{}\"\n\
         \x20 integrity=\"{}\"\n\
         \x20 crossorigin=\"anonymous\"></script>\n\
         </html>\n",
        script.name, script.address, script.integrity
    )
}

/// Returns the configuration.
pub(super) fn config(site: &CmsSite, script: &CmsScript) -> Value {
    let writer = FieldWriter::new(site.language);
    let is_translated = |collection: &Collection| {
        site.languages.len() > 1
            && (script.leaves_out_default || site.tagged.contains(&collection.folder))
    };
    let mut entries = vec![
        (
            "backend",
            map(vec![
                ("name", text("github")),
                ("repo", text(&site.repository)),
                ("branch", text(&site.branch)),
            ]),
        ),
        ("media_folder", text("content/media")),
        ("public_folder", text("/media")),
        (
            "slug",
            map(vec![
                ("encoding", text("ascii")),
                ("clean_accents", Value::Bool(true)),
            ]),
        ),
    ];
    let all = collections(&writer);
    if all.iter().any(is_translated) {
        entries.push(("i18n", languages(site, script, false)));
    }
    let mut list: Vec<Value> = all
        .iter()
        .map(|one| collection(one, site, script, is_translated(one)))
        .collect();
    if site.has_home {
        list.push(home(&writer));
    }
    entries.push(("collections", Value::List(list)));
    map(entries)
}

/// Returns how names of files say their language: `x.fr.md`.
fn languages(site: &CmsSite, script: &CmsScript, is_tagged: bool) -> Value {
    let tags = site.languages.iter().map(text);
    let mut entries = vec![
        ("structure", text("multiple_files")),
        ("locales", Value::List(tags.collect())),
        ("default_locale", text(&site.languages[0])),
    ];
    if script.leaves_out_default {
        entries.push(("initial_locales", text("default")));
        let is_left_out = Value::Bool(!is_tagged);
        entries.push(("omit_default_locale_from_file_path", is_left_out));
    }
    map(entries)
}

fn collection(one: &Collection, site: &CmsSite, script: &CmsScript, is_translated: bool) -> Value {
    let mut entries = vec![
        ("name", text(one.name)),
        ("label", text(&one.label)),
        ("folder", text(format!("content/{}", one.folder))),
        ("create", Value::Bool(true)),
        ("identifier_field", text(one.title)),
        ("slug", text("{{slug}}")),
        ("format", text("yaml-frontmatter")),
        ("extension", text("md")),
        // Seen from a file of the folder.
        ("public_folder", text("../media")),
        ("media_folder", text("/content/media")),
    ];
    if is_translated {
        let is_tagged = site.tagged.contains(&one.folder);
        entries.push(("i18n", languages(site, script, is_tagged)));
    }
    let fields = fields_and_text(&one.fields, is_translated, site);
    entries.push(("fields", Value::List(fields)));
    map(entries)
}

/// Returns the home page: a file that stands alone.
fn home(writer: &FieldWriter) -> Value {
    let kind = FileKind::find("home").expect("there is a home page");
    let fields = writer.fields(kind);
    let mut all: Vec<Value> = fields.iter().map(|one| field(one, false)).collect();
    all.push(body(writer, false));
    let file = map(vec![
        ("name", text("home")),
        ("label", text(writer.label("home"))),
        ("file", text("content/pages/home.md")),
        ("fields", Value::List(all)),
    ]);
    map(vec![
        ("name", text("start")),
        ("label", text(writer.label("home"))),
        ("files", Value::List(vec![file])),
    ])
}

fn fields_and_text(fields: &[FormField], is_translated: bool, site: &CmsSite) -> Vec<Value> {
    let mut all: Vec<Value> = fields.iter().map(|one| field(one, is_translated)).collect();
    all.push(body(&FieldWriter::new(site.language), is_translated));
    all
}

/// Returns the field of the text below the front matter.
fn body(writer: &FieldWriter, is_translated: bool) -> Value {
    let mut entries = vec![
        ("name", text("body")),
        ("label", text(writer.body_label())),
        ("widget", text("markdown")),
        ("required", Value::Bool(false)),
        // The visual mode would rewrite links such as `claim:` that it does not know.
        ("modes", Value::List(vec![text("raw")])),
    ];
    if is_translated {
        entries.push(("i18n", Value::Bool(true)));
    }
    map(entries)
}

fn field(one: &FormField, is_translated: bool) -> Value {
    let mut entries = vec![("name", text(one.name)), ("label", text(label(one.name)))];
    entries.extend(widget(&one.input));
    entries.push(("required", Value::Bool(one.is_required)));
    entries.push(("hint", text(&one.hint)));
    if is_translated && one.is_translated {
        entries.push(("i18n", Value::Bool(true)));
    }
    map(entries)
}

/// Returns the widget of an input, with its options.
fn widget(input: &Input) -> Vec<(&'static str, Value)> {
    let named = |name: &str| ("widget", text(name));
    let inner = |fields: &[FormField]| {
        let fields = fields.iter().map(|one| field(one, false));
        ("fields", Value::List(fields.collect()))
    };
    match input {
        Input::Line => vec![named("string")],
        Input::Pattern { pattern, message } => {
            let pattern = vec![text(pattern), text(message)];
            vec![named("string"), ("pattern", Value::List(pattern))]
        }
        Input::Lines => vec![named("text")],
        Input::Day => vec![
            named("datetime"),
            ("format", text("YYYY-MM-DD")),
            ("date_format", text("YYYY-MM-DD")),
            ("time_format", Value::Bool(false)),
            ("default", text("")),
        ],
        Input::Switch => vec![named("boolean"), ("default", Value::Bool(false))],
        Input::Choice(values) => {
            let option = |(value, label): &(String, String)| {
                map(vec![("label", text(label)), ("value", text(value))])
            };
            let options = values.iter().map(option).collect();
            vec![named("select"), ("options", Value::List(options))]
        }
        Input::Reference(kind) => relation(kind, false),
        Input::References(kind) => relation(kind, true),
        Input::Whole => vec![named("number"), ("value_type", text("int"))],
        Input::Decimal => vec![named("number"), ("value_type", text("float"))],
        Input::Texts => vec![named("list")],
        Input::Mapping(fields) => vec![
            named("object"),
            ("collapsed", Value::Bool(true)),
            inner(fields),
        ],
        Input::Mappings(fields) => vec![named("list"), inner(fields)],
    }
}

fn relation(kind: &str, multiple: bool) -> Vec<(&'static str, Value)> {
    let (collection, title) = target(kind);
    vec![
        ("widget", text("relation")),
        ("collection", text(collection)),
        ("value_field", text("{{slug}}")),
        ("search_fields", Value::List(vec![text(title)])),
        ("display_fields", Value::List(vec![text(title)])),
        ("multiple", Value::Bool(multiple)),
    ]
}
