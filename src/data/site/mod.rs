//! `site.json`: everything that the tables have, in one document, and its schema.
//!
//! An object has the columns of a table and members of its own ([`ObjectKind`]). The same
//! description writes the document and its JSON Schema, so they cannot differ.

mod kinds;
mod schema;

use self::kinds::SITE;
use self::schema::Definitions;
pub use self::schema::schema;
use super::DataContext;
use super::json::{self, Object};
use super::table::{Table, TextLayout};
use crate::model::LocalizedText;

/// A kind of object: the columns of a table, and other members.
struct ObjectKind<R: 'static> {
    /// Its name among the definitions of the schema.
    name: &'static str,
    about: &'static str,
    table: &'static Table<R>,
    /// Columns that are left out, because a member says more.
    skipped: &'static [&'static str],
    members: &'static [Member<R>],
}

/// A member of an object.
struct Member<R: 'static> {
    name: &'static str,
    about: About,
    value: MemberValue<R>,
}

/// What explains a member.
enum About {
    /// The text of a key of front matter, as `section.key`.
    Key(&'static str),
    English(&'static str),
}

/// The value of a member: its type, and the function that returns it.
enum MemberValue<R: 'static> {
    Text(for<'a> fn(&DataContext<'a>, &R) -> Option<&'a str>),
    Address(fn(&DataContext, &R) -> String),
    /// A text in one or several languages.
    Texts(for<'a> fn(&DataContext<'a>, &R) -> &'a LocalizedText),
    /// A list of such texts.
    TextLists(for<'a> fn(&DataContext<'a>, &R) -> &'a [LocalizedText]),
    /// A list of language tags.
    Languages(fn(&DataContext, &R) -> Vec<String>),
    /// A list of objects. It is never absent.
    Objects(&'static dyn ObjectList<R>),
}

/// Objects within an object.
trait ObjectList<R>: Sync {
    /// Writes the list.
    fn write(&self, data: &DataContext, item: &R, out: &mut Vec<u8>);

    /// Adds the kind of the objects to a schema, and returns its name.
    fn define(&self, data: &DataContext, definitions: &mut Definitions) -> &'static str;
}

/// Objects of a kind.
struct ListOf<R: 'static, C: 'static> {
    kind: &'static ObjectKind<C>,
    items: fn(&DataContext, &R) -> Vec<C>,
    /// Whether each object stands on a line of its own.
    has_lines: bool,
}

impl<R, C> ObjectList<R> for ListOf<R, C> {
    fn write(&self, data: &DataContext, item: &R, out: &mut Vec<u8>) {
        let items = (self.items)(data, item).into_iter();
        let push = |out: &mut Vec<u8>, item: C| {
            json::object(out, |object| self.kind.write(data, &item, object));
        };
        match self.has_lines {
            true => json::lines(out, items, push),
            false => json::array(out, items, push),
        }
    }

    fn define(&self, data: &DataContext, definitions: &mut Definitions) -> &'static str {
        definitions.add(data, self.kind)
    }
}

impl<R> ObjectKind<R> {
    /// Writes the members of an object.
    fn write(&self, data: &DataContext, item: &R, object: &mut Object) {
        let layout = TextLayout::Nested;
        (self.table).members(data, item, layout, self.skipped, object);
        for member in self.members {
            member.write(data, item, object);
        }
    }
}

impl<R> Member<R> {
    fn write(&self, data: &DataContext, item: &R, object: &mut Object) {
        match &self.value {
            MemberValue::Text(text) => object.maybe(self.name, text(data, item)),
            MemberValue::Address(address) => object.text(self.name, &address(data, item)),
            MemberValue::Languages(tags) => object.texts(self.name, tags(data, item).iter()),
            MemberValue::Texts(text) => {
                let text = text(data, item);
                if !text.is_empty() {
                    object.object(self.name, |object| texts(text, object));
                }
            }
            MemberValue::TextLists(list) => {
                let list = list(data, item);
                if !list.is_empty() {
                    json::array(object.key(self.name), list.iter(), |out, text| {
                        json::object(out, |object| texts(text, object));
                    });
                }
            }
            MemberValue::Objects(list) => list.write(data, item, object.key(self.name)),
        }
    }
}

/// Writes a text as an object with a member for each language.
fn texts(text: &LocalizedText, object: &mut Object) {
    for (lang, text) in text.iter() {
        object.text(lang.tag(), text);
    }
}

/// Writes the document.
pub fn site(data: &DataContext) -> Vec<u8> {
    let mut out = Vec::new();
    json::object(&mut out, |object| SITE.write(data, &(), object));
    out.push(b'\n');
    out
}
