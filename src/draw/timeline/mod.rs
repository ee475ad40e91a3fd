//! A timeline: each event from its earliest to its latest possible day.
//!
//! What is known of a date is drawn. A day is a dot, a duration a filled bar; what happened once, some time within a month or
//! between two days, is a hollow bar; ends that are open or not sure fade or are dashed. Titles stand beside their marks,
//! each on a height of its own; where there are too many events, the fullest years become a bar with a count.
//! Time runs the way the language does: in Arabic from right to left, as its readers expect of a row of dates.

mod fold;
mod mark;

use jiff::civil;

use super::label::{Anchor, Block, LINE};
use super::place::Placer;
use super::plane::{Point, Rect};
use super::svg::{End, Svg, Tag, along, path};
use super::ticks::{Tick, TimeAxis, TimeWords};
use super::{Caption, Key, WIDTH};
use crate::lang::{Direction, Lang};
use crate::model::Date;
use fold::{Entry, fold};
use mark::{BAR, Mark, define_fades};

/// What a timeline shows.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub caption: Caption,
    /// Groups of events, from top to bottom.
    pub lanes: Vec<Lane>,
}

/// A group of events.
#[derive(Clone, Debug)]
pub struct Lane {
    /// May be empty when there is one group only.
    pub name: String,
    pub events: Vec<Event>,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    pub title: String,
    pub date: Date,
    pub href: Option<String>,
    /// The link's name for those who do not see the figure: the title and the date in words.
    pub says: String,
}

/// A drawn timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub svg: String,
    pub keys: Vec<Key>,
}

const MARGIN: f64 = 10.0;
/// Between a mark and its title.
const GAP: f64 = 5.0;
/// From one row of a lane to the next that is tried.
const STEP: f64 = LINE / 2.0;
/// The tallest that a lane may be.
const TALLEST: f64 = 4000.0;
/// A title on more lines than this is a number instead.
const LINES: usize = 3;

impl Timeline {
    /// Draws the timeline.
    pub fn draw(&self, words: &dyn TimeWords) -> Drawn {
        let lang = self.caption.lang;
        let mut svg = Svg::new(&self.caption, "times");
        let lanes = fold(&self.lanes);
        let axis = TimeAxis::new(span(&self.lanes, &lanes), (MARGIN, WIDTH - MARGIN), words);
        let mut keys = Vec::new();
        let mut body = Vec::new();
        let mut top = LINE + 8.0;
        for (lane, entries) in self.lanes.iter().zip(&lanes) {
            let head = Block::new(&lane.name, "name", WIDTH - 3.0 * MARGIN).limited(3);
            let from = top + head.height();
            let mut placer = Placer::new(Rect::sized(Point::new(2.0, 0.0), WIDTH - 4.0, TALLEST));
            let laid: Vec<Laid> = entries
                .iter()
                .map(|entry| {
                    let mark = Mark::new(entry, &axis, lang);
                    lay(
                        entry,
                        mark,
                        &mut placer,
                        &mut Namer {
                            keys: &mut keys,
                            words,
                            lang,
                        },
                    )
                })
                .collect();
            let bottom = laid.iter().map(|laid| laid.bottom).fold(0.0, f64::max);
            body.push((top, head, from, laid));
            top = from + bottom + 12.0;
        }
        draw_axis(&mut svg, &axis.ticks(words), lang, top);
        let fades = body
            .iter()
            .flat_map(|(.., laid)| laid)
            .any(|laid| laid.mark.fill().is_some());
        if fades {
            define_fades(&mut svg);
        }
        for (top, head, from, laid) in body {
            let anchor = beginning(lang);
            svg.block(&head, Point::new(start(lang, head.width()), top), anchor);
            for laid in laid {
                laid.draw(&mut svg, from);
            }
        }
        Drawn {
            svg: svg.finish(top),
            keys,
        }
    }
}

/// The days that a timeline shows; a day of no meaning when it is empty.
fn span(lanes: &[Lane], entries: &[Vec<Entry>]) -> (civil::Date, civil::Date) {
    let dates = lanes.iter().flat_map(|lane| &lane.events).map(|event| event.date);
    let known = dates.flat_map(|date| [date.earliest(), date.latest()]).flatten();
    let folds = entries.iter().flatten().filter_map(|entry| match entry {
        Entry::Fold(fold) => Some([fold.from, fold.until]),
        Entry::Event(_) => None,
    });
    let days: Vec<civil::Date> = known.chain(folds.flatten()).collect();
    let zero = civil::Date::ZERO;
    (
        days.iter().min().copied().unwrap_or(zero),
        days.iter().max().copied().unwrap_or(zero),
    )
}

/// What names entries: their titles, else numbers.
struct Namer<'a> {
    keys: &'a mut Vec<Key>,
    words: &'a dyn TimeWords,
    lang: Lang,
}

/// An entry with its place within its lane.
struct Laid {
    mark: Mark,
    /// The height of the mark's middle.
    y: f64,
    label: Block,
    at: Point,
    anchor: Anchor,
    bottom: f64,
    href: Option<String>,
    says: String,
}

fn lay(entry: &Entry, mark: Mark, placer: &mut Placer, namer: &mut Namer) -> Laid {
    let (text, class, href, says) = match entry {
        Entry::Event(event) => (event.title.clone(), "", event.href.clone(), event.says.clone()),
        Entry::Fold(fold) => {
            let text = namer.words.count(u64::try_from(fold.count).unwrap_or(u64::MAX));
            (text, "count", namer.words.href(fold), namer.words.folded(fold))
        }
    };
    let found = choices(&mark, &text, class, namer.lang).and_then(|choices| row(placer, &mark, &choices));
    let (y, label, at, anchor) = found.unwrap_or_else(|| {
        let number = namer.keys.len() + 1;
        namer.keys.push(Key {
            number,
            name: text,
            href: href.clone(),
        });
        let label = Block::new(&number.to_string(), "count", WIDTH);
        let choices = sides(&mark, &label, namer.lang);
        row(placer, &mark, &choices).unwrap_or_else(|| {
            // The lane is full to its end, which folding does not let happen; the mark stands at its top all the same.
            (
                LINE / 2.0,
                Block::new("", "", 0.0),
                Point::new(mark.left, 0.0),
                Anchor::Left,
            )
        })
    });
    Laid {
        bottom: (at.y + label.height()).max(y + LINE / 2.0),
        mark,
        y,
        label,
        at,
        anchor,
        href,
        says,
    }
}

/// Where a label may stand: its left end and top against the middle of the mark.
type Choice = (Block, Point, Anchor);

/// The ways to set a title beside or below its mark; `None` when none has room.
fn choices(mark: &Mark, text: &str, class: &'static str, lang: Lang) -> Option<Vec<Choice>> {
    let all = WIDTH - 2.0 * MARGIN;
    let one_line = Block::new(text, class, f64::INFINITY);
    let mut choices: Vec<Choice> = Vec::new();
    if mark.is_fold() && one_line.width() + 2.0 <= mark.right - mark.left {
        let left = f64::midpoint(mark.left, mark.right) - one_line.width() / 2.0;
        choices.push((one_line.clone(), Point::new(left, -LINE / 2.0), Anchor::Middle));
    }
    if one_line.count() > 0 {
        choices.extend(sides(mark, &one_line, lang));
    }
    let room = (WIDTH - MARGIN - mark.right).max(mark.left - MARGIN) - 2.0 * GAP;
    // What has room on one line needs no more.
    if one_line.width() > room.max(60.0) {
        let wrapped = Block::new(text, class, room.max(60.0));
        if wrapped.count() <= LINES && wrapped.width() <= room {
            choices.extend(sides(mark, &wrapped, lang));
        }
    }
    // A long bar has its title below it.
    let below = (mark.right - mark.left > all / 3.0).then(|| Block::new(text, class, all));
    if let Some(below) = below.filter(|below| below.count() <= LINES && below.width() <= all) {
        let (left, right) = (mark.left, mark.right - below.width());
        let left = match lang.direction() {
            Direction::LeftToRight => left,
            Direction::RightToLeft => right,
        };
        let left = left.clamp(MARGIN, WIDTH - MARGIN - below.width());
        choices.push((below, Point::new(left, BAR / 2.0 + 1.0), beginning(lang)));
    }
    choices.retain(|(block, at, _)| at.x >= 2.0 && at.x + block.width() <= WIDTH - 2.0);
    (!choices.is_empty()).then_some(choices)
}

/// A label after its mark, and before it.
fn sides(mark: &Mark, label: &Block, lang: Lang) -> Vec<Choice> {
    let right = (label.clone(), Point::new(mark.right + GAP, -LINE / 2.0), Anchor::Left);
    let left_end = mark.left - GAP - label.width();
    let left = (label.clone(), Point::new(left_end, -LINE / 2.0), Anchor::Right);
    match lang.direction() {
        Direction::LeftToRight => vec![right, left],
        Direction::RightToLeft => vec![left, right],
    }
}

/// The highest row in which the mark and one of its labels are free, and takes it.
fn row(placer: &mut Placer, mark: &Mark, choices: &[Choice]) -> Option<(f64, Block, Point, Anchor)> {
    let mut y = LINE / 2.0;
    while y < TALLEST {
        // Counts stand in a row without gaps; other marks keep apart. At the edge a mark may reach farther than a label does.
        let apart = if mark.is_fold() { 0.0 } else { 2.0 };
        let bar = Rect {
            left: (mark.left - apart).max(2.0),
            top: y - LINE / 2.0,
            right: (mark.right + apart).min(WIDTH - 2.0),
            bottom: y + LINE / 2.0,
        };
        if placer.fits(&bar) {
            for (label, offset, anchor) in choices {
                let at = Point::new(offset.x, y + offset.y);
                let rect = label.at(at);
                if placer.fits(&rect) {
                    placer.take(bar);
                    if !bar.holds(&rect) {
                        placer.take(Rect {
                            right: (rect.right + 4.0).min(WIDTH - 2.0),
                            ..rect
                        });
                    }
                    return Some((y, label.clone(), at, *anchor));
                }
            }
        }
        y += STEP;
    }
    None
}

impl Laid {
    fn draw(&self, svg: &mut Svg, from: f64) {
        let linked = svg.link(self.href.as_deref(), &self.says);
        self.mark.draw(svg, from + self.y);
        svg.block(&self.label, Point::new(self.at.x, from + self.at.y), self.anchor);
        svg.end_link(linked);
    }
}

fn draw_axis(svg: &mut Svg, ticks: &[Tick], lang: Lang, height: f64) {
    let mut lines = String::new();
    for tick in ticks {
        let x = along(lang, tick.at);
        lines.push_str(&path(&[Point::new(x, LINE + 3.0), Point::new(x, height)], End::Open));
    }
    if !lines.is_empty() {
        svg.draw(&Tag::new("path").class("grid").text("d", &lines));
    }
    let mut placer = Placer::new(Rect::sized(Point::new(0.0, 0.0), WIDTH, LINE));
    for tick in ticks {
        let text = Block::new(&tick.text, "soft", WIDTH);
        let half = text.width() / 2.0;
        let left = (along(lang, tick.at) - half).clamp(0.0, (WIDTH - text.width()).max(0.0));
        let at = Point::new(left, 0.0);
        // One that was moved away from the edge may meet its neighbour.
        if placer.fits(&text.at(at)) {
            placer.take(text.at(at).grown(3.0));
            svg.block(&text, at, Anchor::Middle);
        }
    }
}

/// The side on which a line of a language begins.
fn beginning(lang: Lang) -> Anchor {
    match lang.direction() {
        Direction::LeftToRight => Anchor::Left,
        Direction::RightToLeft => Anchor::Right,
    }
}

/// The left end of a text at the beginning of a line.
fn start(lang: Lang, width: f64) -> f64 {
    match lang.direction() {
        Direction::LeftToRight => MARGIN,
        Direction::RightToLeft => WIDTH - MARGIN - width,
    }
}
