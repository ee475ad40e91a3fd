// The search above the index from A to Z. Without this script the page is the index alone.
// All words stand in the page; the index and the program that reads it come from this site, and nothing is sent.

const form = document.querySelector("form.search");
const found = document.querySelector(".found");
const status = found.querySelector("h2");
const hint = found.querySelector(".try");
const list = found.querySelector("ol");
const more = found.querySelector(".more");
const selects = [...form.querySelectorAll("select")];
const locale = document.documentElement.lang;

/** How many results are shown at once, and how many places within one. */
const RESULTS = 10;
const PLACES = 3;

/** How long to wait for another key, in milliseconds. */
const PAUSE = 250;

/** The engine, asked for when somebody begins to search. */
let engine = null;
/** Counts requests, so that a late answer to an early one is dropped. */
let request = 0;
let timer = 0;

function load() {
  engine ??= start().catch((error) => {
    // Another attempt may find the network back.
    engine = null;
    throw error;
  });
  return engine;
}

async function start() {
  const { bundle, base } = form.dataset;
  const { createInstance } = await import(`${bundle}pagefind.js`);
  const search = createInstance({ basePath: bundle, baseUrl: base, noWorker: true, excerptLength: 24, excerptEllipsis: "…" });
  fill(await search.filters());
  return search;
}

/** Puts the values of the filters into their lists, in the order of the language; years latest first. */
function fill(filters) {
  const order = new Intl.Collator(locale, { numeric: true });
  for (const select of selects) {
    const values = Object.keys(filters[select.name] ?? {}).sort(order.compare);
    if (select.name === "year") values.reverse();
    select.append(...values.map((value) => new Option(value, value)));
  }
}

/** What the form asks for, as the query of an address. */
function query() {
  const wanted = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value.trim()) wanted.set(name, value.trim());
  }
  return wanted;
}

/** Makes the request that the form holds an address of its own. */
function remember() {
  const wanted = query().toString();
  if (wanted !== new URLSearchParams(location.search).toString()) {
    history.pushState(null, "", wanted ? `?${wanted}` : location.pathname);
  }
}

/** Fills the form from the address. */
async function recall() {
  const wanted = new URLSearchParams(location.search);
  form.elements.q.value = wanted.get("q") ?? "";
  if (engine || wanted.size > 0) {
    // The filters have no values before the engine is there.
    await load().catch(() => {});
    for (const select of selects) select.value = wanted.get(select.name) ?? "";
  }
  await answer();
}

async function answer() {
  clearTimeout(timer);
  const own = ++request;
  const wanted = query();
  if (wanted.size === 0) {
    show(null, []);
    return;
  }
  try {
    const words = wanted.get("q");
    wanted.delete("q");
    const search = await load();
    const { results } = await search.search(words, { filters: Object.fromEntries(wanted) });
    const first = await read(results.slice(0, RESULTS));
    if (own !== request) return;
    const count = new Intl.NumberFormat(locale).format(results.length);
    show(results.length > 0 ? status.dataset.count.replace("{n}", count) : status.dataset.none, first);
    hint.hidden = results.length > 0;
    offer(results.slice(RESULTS));
  } catch (error) {
    console.warn(error);
    if (own !== request) return;
    show(status.dataset.failed, []);
    hint.hidden = false;
  }
}

function read(results) {
  return Promise.all(results.map((result) => result.data()));
}

/** Shows the first results under a message; no message, no results. */
function show(message, pages) {
  status.textContent = message ?? "";
  status.hidden = message === null;
  hint.hidden = true;
  more.hidden = true;
  list.replaceChildren(...pages.map(item));
}

/** Lets the reader ask for the rest, some at a time. */
function offer(rest) {
  more.hidden = rest.length === 0;
  more.onclick = async () => {
    const own = request;
    const items = (await read(rest.slice(0, RESULTS))).map(item);
    if (own !== request) return;
    list.append(...items);
    // Who goes by keyboard goes on with what is new, also when the button disappears.
    items[0].querySelector("a").focus();
    offer(rest.slice(RESULTS));
  };
}

function item(page) {
  const entry = element("li");
  const about = [page.filters.kind?.[0], page.meta.date].filter(Boolean).join(" · ");
  entry.append(block("h3", link(page.url, page.meta.title)), block("p", about));
  entry.lastChild.className = "meta";
  const places = page.sub_results.filter((place) => place.anchor).slice(0, PLACES);
  // A page found by its name in another language alone has no place to show.
  const told = page.locations.length === 0 || places.some((place) => place.excerpt === page.excerpt);
  if (!told) entry.append(block("p", ...marked(page.excerpt)));
  if (places.length > 0) {
    const parts = places.map((place) => block("li", link(place.url, place.title), " ", element("span", ...marked(place.excerpt))));
    entry.append(element("ul", ...parts));
    entry.lastChild.className = "list";
  }
  return entry;
}

function link(url, title) {
  const anchor = element("a", title);
  anchor.href = url;
  return anchor;
}

/** A block whose words may be in another language than the page. */
function block(name, ...children) {
  const made = element(name, ...children);
  made.dir = "auto";
  return made;
}

function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

/** The engine's excerpt, whose found words stand between tags, as nodes: it never becomes HTML. */
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).map((part, at) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return at % 2 === 1 ? element("mark", text) : text;
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  remember();
  answer();
});
form.elements.q.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(answer, PAUSE);
});
form.addEventListener("change", (event) => {
  remember();
  // Words were answered while they were typed. To answer again now, when the field loses the focus, could take
  // away the very link that is being clicked.
  if (event.target.localName === "select") answer();
});
form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
addEventListener("popstate", recall);

form.hidden = false;
recall();
