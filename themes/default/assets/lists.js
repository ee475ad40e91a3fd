// Lists of events and claims that readers filter, sort and download. `site.js` fetches this when a reader asks for it.

const locale = document.documentElement.lang;
const order = new Intl.Collator(locale, { numeric: true });
const digits = new Intl.NumberFormat(locale);

/** How many rows are shown at once. */
const ROWS = 50;

/** What `site.js` hands over: how it makes elements, reads addresses, and its words. */
let tools = null;
let loaded = null;

function make(...given) {
  return tools.make(...given);
}

/** All events and claims of the site; they are fetched once. */
function rows(url) {
  loaded ??= fetchRows(url).catch((error) => {
    // Another attempt may find the network back.
    loaded = null;
    throw error;
  });
  return loaded;
}

async function fetchRows(url) {
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  const data = await response.json();
  for (const kind of ["events", "claims"]) data[kind] = data[kind].map((row) => Object.fromEntries(data.columns[kind].map((name, at) => [name, row[at] ?? undefined])));
  for (const claim of data.claims) {
    claim.url = data.events[claim.event].url + claim.url;
    if (claim.count !== undefined) claim.low = claim.best = claim.high = claim.count;
  }
  return data;
}

/** A name, which may be in another language. */
function named(value) {
  return Array.isArray(value) ? make("span", { lang: value[1], dir: "auto" }, value[0]) : value;
}

function bare(value) {
  return Array.isArray(value) ? value[0] : value;
}

function linked(url, value) {
  return make("a", { href: url }, named(value));
}

function absolute(url) {
  return new URL(url, tools.here()).href;
}

/** The grade as every table shows it. */
function graded(data, at) {
  const [key, name] = at === undefined ? ["none", tools.settings.words.grade_none] : data.grades[at];
  return make("b", { class: `g-${key}` }, name);
}

/** How a kind of list is filtered, sorted, shown and written. */
const LISTS = {
  events: {
    all: (data) => data.events.map((event) => ({ ...event, event })),
    of: (row, data, url) => row.actors.some((at) => data.actors[at][1] === url) || row.regions.some((at) => data.regions[at][1] === url),
    figure: (row) => row.most ?? -1,
    heads: ["date", "event", "field_type", "region", "figure"],
    cells: (row, data) => [
      row.when,
      linked(row.url, row.title),
      row.type === undefined ? "" : data.types[row.type][1],
      row.regions.slice(0, 1).map((at) => named(data.regions[at][0])),
      row.figure === undefined ? "" : [`${row.figure} ${data.units[row.unit]} `, graded(data, row.grade)],
    ],
    columns: ["date", "title", "event_type", "sub_event_type", "regions", "actors", "figure", "measure", "grade", "disputed", "url"],
    values: (row, data) => [
      row.date ?? row.day,
      bare(row.title),
      data.types[row.type]?.[1],
      data.types[row.sub]?.[1],
      row.regions.map((at) => bare(data.regions[at][0])).join("; "),
      row.actors.map((at) => bare(data.actors[at][0])).join("; "),
      row.figure,
      data.measures[row.measure]?.[1],
      data.grades[row.grade]?.[0],
      row.disputed ? "yes" : "no",
      absolute(row.url),
    ],
  },
  claims: {
    all: (data) => data.claims.map((claim) => ({ ...claim, event: data.events[claim.event], disputed: claim.disputed })),
    of: (row, data, url, part) =>
      part === "claimant" ? data.actors[row.claimant][1] === url
      : part === "about" ? data.actors[row.of]?.[1] === url
      : part === "source" ? row.sources.some((at) => data.sources[at] === url)
      : row.url.split("#")[0] === url,
    figure: (row) => row.high ?? row.best ?? row.low ?? -1,
    heads: ["figure", "event", "date", "claimant", "about", "grade_short"],
    cells: (row, data) => [
      [make("b", {}, named(row.figure)), ` ${data.units[row.unit]}`, row.counted ? `${tools.settings.words.colon} ` : "", row.counted ? named(row.counted) : ""],
      linked(row.url, row.event.title),
      row.date?.[1] ?? row.event.when,
      linked(data.actors[row.claimant][1], data.actors[row.claimant][0]),
      row.of === undefined ? "" : linked(data.actors[row.of][1], data.actors[row.of][0]),
      graded(data, row.grade),
    ],
    columns: ["date", "event", "claim", "counted", "measure", "low", "best", "high", "claimant", "of", "grade", "disputed", "sources", "url"],
    values: (row, data) => [
      row.date?.[0] ?? row.event.date ?? row.event.day,
      bare(row.event.title),
      bare(row.figure),
      row.counted && bare(row.counted),
      data.measures[row.measure][1],
      row.low,
      row.best,
      row.high,
      bare(data.actors[row.claimant][0]),
      data.actors[row.of] && bare(data.actors[row.of][0]),
      data.grades[row.grade]?.[0],
      row.disputed ? "yes" : "no",
      row.sources.map((at) => absolute(data.sources[at])).join(" "),
      absolute(row.url),
    ],
  },
};

const GRADES = ["confirmed", "fair", "weak", "contested", "discounted"];

const ORDERS = {
  new: () => (a, b) => (a.event.day < b.event.day) - (a.event.day > b.event.day),
  old: () => (a, b) => (a.event.day > b.event.day) - (a.event.day < b.event.day),
  most: (list) => (a, b) => list.figure(b) - list.figure(a),
  grade: (list, data) => {
    const place = (row) => (GRADES.indexOf(data.grades[row.grade]?.[0]) + 1 || 9);
    return (a, b) => place(a) - place(b);
  },
  title: () => (a, b) => order.compare(bare(a.event.title), bare(b.event.title)),
};

/** A field of a file of comma-separated values (RFC 4180); a spreadsheet must not take it for a formula. */
function field(value) {
  let words = String(value ?? "");
  if (typeof value !== "number" && /^[=+\-@\t\r]/.test(words)) words = `'${words}`;
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

function download(list, data, chosen, name) {
  const lines = [list.columns, ...chosen.map((row) => list.values(row, data))];
  const file = new Blob([`\uFEFF${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`], { type: "text/csv" });
  const link = make("a", { href: URL.createObjectURL(file), download: `${name}.csv`, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** A form with the rows that follow `given.place`, and their table; `close` takes it away again. */
export async function explorer(given, close) {
  tools = given;
  const { button, name, place, remember, say, settings, wanted } = tools;
  const { words } = settings;
  const { list: kind, of, part } = place.dataset;
  const list = LISTS[kind];
  const data = await rows(settings.rows);
  const own = list.all(data).filter((row) => !of || list.of(row, data, of, part));
  const count = make("p", { role: "status", class: "meta" });
  const body = make("tbody");
  const more = button(words.more, () => {
    const first = body.rows.length;
    grow();
    body.rows[first]?.querySelector("a")?.focus();
  });
  // A column of which nothing is known is left out.
  const cells = (row) => list.cells(row, data).map((cell) => [cell].flat());
  const known = list.heads.map((_, at) => own.some((row) => cells(row)[at].some((part) => part !== "")));
  const heads = list.heads.filter((_, at) => known[at]).map((key) => make("th", { scope: "col" }, words[key]));
  const table = make("div", { class: "table", role: "group", tabindex: 0, "aria-label": words.explore }, make("table", { class: kind === "events" ? "events" : "lines" }, make("thead", {}, make("tr", {}, ...heads)), body));
  let chosen = [];

  /** A list of values to choose from, of those that are there. */
  const choice = (key, label, values) => {
    const used = new Map();
    for (const row of own) for (const [value, text] of values(row)) used.set(value, text);
    const options = [...used].sort((a, b) => order.compare(a[1], b[1]));
    if (key === "year") options.reverse();
    if (options.length < 2) return null;
    const select = make("select", { name: key }, make("option", { value: "" }, words.any), ...options.map(([value, text]) => make("option", { value }, text)));
    return make("label", {}, `${label} `, select);
  };
  const people = (row) => (row.actors ?? row.event.actors).map((at) => [data.actors[at][1], bare(data.actors[at][0])]);
  const filters = [
    choice("actor", words.actor, people),
    choice("region", words.region, (row) => row.event.regions.map((at) => [data.regions[at][1], bare(data.regions[at][0])])),
    choice("type", words.field_type, (row) => (row.event.type === undefined ? [] : [data.types[row.event.type]])),
    choice("year", words.year, (row) => [[row.event.day.slice(0, 4), row.event.day.slice(0, 4)]]),
  ];
  const disputed = make("input", { type: "checkbox", name: "disputed", value: "yes" });
  const sort = make("select", { name: "sort" }, ...Object.keys(ORDERS).map((key) => make("option", { value: key === "new" ? "" : key }, words[`sort_${key}`])));
  const form = make(
    "form",
    { class: "explorer", onsubmit: (event) => event.preventDefault() },
    make("div", { class: "filters" }, ...filters, make("label", {}, `${words.order} `, sort), own.some((row) => row.disputed) ? make("label", { class: "check" }, disputed, ` ${words.disputed}`) : null),
    make(
      "div",
      { class: "tools" },
      button(words.csv, () => download(list, data, chosen, name)),
      button(words.close, () => {
        remember({ list: "", actor: "", region: "", type: "", year: "", disputed: "", sort: "" });
        close();
      }),
    ),
    count,
    table,
    more,
  );

  function grow() {
    const next = chosen.slice(body.rows.length, body.rows.length + ROWS);
    for (const row of next) {
      const shown = cells(row).map((cell, at) => {
        const heads = kind === "claims" && at === 0;
        return make(heads ? "th" : "td", { scope: heads && "row" }, ...cell);
      });
      body.append(make("tr", {}, ...shown.filter((_, at) => known[at])));
    }
    more.hidden = body.rows.length >= chosen.length;
  }

  function answer() {
    const values = Object.fromEntries(new FormData(form));
    const keeps = {
      actor: (row) => people(row).some(([url]) => url === values.actor),
      region: (row) => row.event.regions.some((at) => data.regions[at][1] === values.region),
      type: (row) => data.types[row.event.type]?.[0] === values.type,
      year: (row) => row.event.day.startsWith(values.year),
      disputed: (row) => row.disputed,
    };
    const tests = Object.keys(keeps).filter((key) => values[key]).map((key) => keeps[key]);
    chosen = own.filter((row) => tests.every((test) => test(row))).sort(ORDERS.new()).sort(ORDERS[values.sort || "new"](list, data));
    body.replaceChildren();
    grow();
    count.textContent = say("shown", { n: digits.format(chosen.length), total: digits.format(own.length) });
    remember({ list: name, actor: "", region: "", type: "", year: "", disputed: "", sort: "", ...values });
  }

  // What the address asks for, where this list has it.
  if (wanted().get("list") === name) {
    for (const select of form.querySelectorAll("select")) {
      const value = wanted().get(select.name) ?? "";
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    disputed.checked = wanted().get("disputed") === "yes";
  }
  form.addEventListener("change", answer);
  answer();
  return form;
}

