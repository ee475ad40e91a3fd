// The search above the index from A to Z. Without this script the page is the index alone.
// All words stand in the page; the index and the program that reads it come from this site, and nothing is sent.

const form = document.querySelector("form.search");
const found = document.querySelector(".found");
const status = found.querySelector("h2");
const meant = found.querySelector(".meant");
const hint = found.querySelector(".try");
const list = found.querySelector("ol");
const more = found.querySelector(".more");
const narrow = form.querySelector("details");
const selects = [...form.querySelectorAll("select")];
const locale = document.documentElement.lang;

/** How many results are shown at once, and how many places within one. */
const RESULTS = 10;
const PLACES = 2;

/** How many results are put in order before the first are shown; those after them stay as the engine has them. */
const POOL = 16;

/** Below so many results the words may be misspelt. */
const FEW = 3;

/** How many names are offered for words of which nothing is found. */
const MEANT = 3;

/** How long to wait for another key, in milliseconds. */
const PAUSE = 120;

/** What counts in a page beside its text: the title of a source says less than that of any other page. */
const WEIGHTS = { title: 5, names: 5, source: 0.5, date: 0.1 };

/** Kinds of pages by a part of their address, in the order in which they come. */
const KINDS = new Map([["articles", 0], ["events", 0], ["actors", 1], ["regions", 1], ["sources", 3]]);
const OTHER = 2;
const SOURCE = 3;

/** The engine, asked for when somebody begins to search. */
let engine = null;
/** The names that may be meant, asked for when nothing is found; and the values of the filters, when those are opened. */
let names = null;
let values = null;
/** Counts requests, so that a late answer to an early one is dropped. */
let request = 0;
let timer = 0;

/** What the engine is told. A word itself counts more than longer words that begin like it. */
function settings() {
  const { bundle, base } = form.dataset;
  return {
    basePath: bundle,
    baseUrl: base,
    language: locale.toLowerCase(),
    primary: true,
    excerptLength: 20,
    excerptEllipsis: "…",
    ranking: { metaWeights: WEIGHTS, termSimilarity: 3 },
  };
}

/** The engine in a worker: the page goes on while it counts. It loads the half of what the engine in the page does. */
async function inWorker() {
  const worker = new Worker(`${form.dataset.bundle}pagefind-worker.js`);
  const waiting = new Map();
  const ask = (id, method, ...args) =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, args });
    });
  worker.onmessage = ({ data: { id, result, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  };
  worker.onerror = () => waiting.forEach(({ reject }) => reject(new Error("no worker could start")));
  let count = 0;
  let queue = ask("init", "init", settings());
  await queue;
  return {
    close: () => worker.terminate(),
    search(...args) {
      // One after the other and all under one name: the worker keeps each result by it, and forgets those of the search before.
      const found = queue.then(() => ask("search", "search", ...args));
      queue = found.catch(() => {});
      return found.then(({ results }) => ({
        results: results.map(({ data }) => ({ data: () => ask(++count, "getData", data) })),
      }));
    },
  };
}

/** The engine in the page, where no worker can start. */
async function inPage() {
  const { createInstance } = await import(`${form.dataset.bundle}pagefind.js`);
  return createInstance({ ...settings(), noWorker: true });
}

function load(begin = () => inWorker().catch(inPage)) {
  engine ??= begin().catch((error) => {
    // Another attempt may find the network back.
    engine = null;
    throw error;
  });
  return engine;
}

async function search(...args) {
  const begun = await load();
  try {
    return await begun.search(...args);
  } catch (error) {
    // An engine that could not load is never asked again.
    engine = null;
    if (!begun.close) throw error;
    begun.close();
    return (await load(inPage)).search(...args);
  }
}

/** Loads the values of the filters, which are many, and puts them into their lists. */
function fill() {
  values ??= fetch(form.dataset.filters)
    .then((answer) => answer.json())
    .then((filters) => {
      for (const select of selects) {
        const chosen = select.value;
        const known = filters[select.name] ?? [];
        select.replaceChildren(select.options[0], ...known.map((value) => new Option(value, value)));
        choose(select, chosen);
      }
    })
    .catch(() => {
      // Another attempt may find the network back.
      values = null;
    });
}

/** Chooses a value of a filter, whose other values may not be loaded yet. */
function choose(select, value) {
  if (![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
  select.value = value;
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
  for (const select of selects) choose(select, wanted.get(select.name) ?? "");
  narrow.open ||= selects.some((select) => select.value);
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
    const { results } = await search(words, { filters: Object.fromEntries(wanted) });
    // Who types on wants none of these.
    if (own !== request) return;
    const asked = terms(words ?? "");
    const pool = inOrder(await read(results.slice(0, POOL)), asked);
    if (own !== request) return;
    const count = new Intl.NumberFormat(locale).format(results.length);
    show(results.length > 0 ? status.dataset.count.replace("{n}", count) : status.dataset.none, pool.slice(0, RESULTS));
    hint.hidden = results.length > 0;
    offer([...pool.slice(RESULTS), ...results.slice(POOL)]);
    if (asked.length > 0 && (results.length < FEW || !asked.every((word) => isKnown(word, pool)))) {
      const near = await nearest(asked);
      if (own === request) propose(near);
    }
  } catch (error) {
    console.warn(error);
    if (own !== request) return;
    show(status.dataset.failed, []);
    hint.hidden = false;
  }
}

/** The pages of results; those that were read already stay. */
function read(results) {
  return Promise.all(results.map((result) => result.data?.() ?? result));
}

/** A text as it is compared: without case and accents, and with one form of each Arabic letter. */
function fold(text) {
  return text
    .normalize("NFD")
    .replace(/[\p{M}ـ]/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replace(/[ىی]/g, "ي")
    .replaceAll("ک", "ك")
    .replaceAll("ٱ", "ا")
    .replaceAll("ة", "ه");
}

/** The words of a text as they are compared. */
function terms(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function title(page) {
  return page.meta.title || page.meta.source;
}

/** Pages in order: those called just so; sources after all others; names that have the words whole; then by kind, and as the engine has them. */
function inOrder(pages, asked) {
  if (asked.length === 0) return pages;
  const placed = pages.map((page) => ({ page, place: place(page, asked) }));
  placed.sort((a, b) => a.place - b.place);
  return placed.map(({ page }) => page);
}

function place(page, asked) {
  const called = [title(page), ...(page.meta.names ?? "").split(" · ")].map(terms);
  const isJust = called.some((name) => name.join(" ") === asked.join(" "));
  const isWhole = called.some((name) => asked.every((word) => name.includes(word)));
  const part = page.raw_url.split("/").find((part) => KINDS.has(part));
  const kind = KINDS.get(part) ?? OTHER;
  return (isJust ? 0 : 100) + (kind === SOURCE ? 50 : 0) + (isWhole ? 0 : 10) + kind;
}

/** Whether a word, or most of it, begins a word of a page that was found: the engine knows forms of words, and guesses where it knows nothing. */
function isKnown(word, pages) {
  const most = word.slice(0, Math.ceil(word.length * 0.75));
  const begins = (text) => terms(text ?? "").some((other) => other.startsWith(most));
  return pages.some((page) => begins(page.content) || begins(title(page)) || begins(page.meta.names));
}

/** Names and words of the site that are nearly what was asked for, the nearest first. */
async function nearest(asked) {
  names ??= fetch(form.dataset.names)
    .then((answer) => (answer.ok ? answer.json() : []))
    .catch(() => {
      names = null;
      return [];
    });
  const all = (await names).map((name) => ({ name, folded: terms(name).join(" ") }));
  const whole = asked.join(" ");
  const near = all.map(({ name, folded }) => ({ name, far: distance(whole, folded, reach(whole)) }));
  if (asked.length > 1) {
    // Word by word: those that are known stay.
    const known = new Map();
    for (const { name } of all) {
      for (const word of name.split(/[^\p{L}\p{M}\p{N}]+/u)) {
        const folded = fold(word);
        if (folded && !known.has(folded)) known.set(folded, word);
      }
    }
    const parts = asked.map((word) => nearestWord(word, known));
    const far = parts.reduce((sum, part) => sum + part.far, 0);
    near.push({ name: parts.map((part) => part.word).join(" "), far });
  }
  const offered = near.filter(({ far }) => far > 0 && far < Infinity);
  offered.sort((a, b) => a.far - b.far);
  return [...new Set(offered.map(({ name }) => name))].slice(0, MEANT);
}

/** The known word that is nearest to one; the word itself where none is near. */
function nearestWord(word, known) {
  let best = { word: known.get(word) ?? word, far: 0 };
  if (known.has(word)) return best;
  let limit = reach(word);
  for (const [folded, written] of known) {
    const far = distance(word, folded, limit);
    if (far <= limit) {
      best = { word: written, far };
      limit = far - 1;
    }
  }
  return best;
}

/** How many letters of a word may be wrong. */
function reach(word) {
  return word.length < 3 ? 0 : word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
}

/** How many letters are added, left out, changed or exchanged between two words; infinite where that is more than `limit`. */
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return Infinity;
    [before, last] = [last, row];
  }
  return last[b.length] <= limit ? last[b.length] : Infinity;
}

/** Offers names that may have been meant, each as a request of its own. */
function propose(near) {
  const separator = document.createTextNode(" · ");
  const links = near.map((name) => block("bdi", link(`?${new URLSearchParams({ q: name })}`, name)));
  const parts = links.flatMap((made, at) => (at > 0 ? [separator.cloneNode(), made] : [made]));
  meant.lastElementChild.replaceChildren(...parts);
  meant.hidden = near.length === 0;
}

/** Shows the first results under a message; no message, no results. */
function show(message, pages) {
  status.textContent = message ?? "";
  status.hidden = message === null;
  hint.hidden = true;
  meant.hidden = true;
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
  entry.append(block("h3", link(page.url, title(page))), block("p", about));
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
narrow.addEventListener("toggle", () => narrow.open && fill());
addEventListener("popstate", recall);

form.hidden = false;
recall();
