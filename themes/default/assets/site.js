// What a script adds to every page: lists that readers filter, sort and download; maps that zoom; previews of
// links; links and citations to copy. Without this script all pages say the same.
// `settings` stands before this text: words and addresses. Nothing is sent to anybody, and nothing is stored.

const { words } = settings;
const locale = document.documentElement.lang;
const main = document.querySelector("main");
const kind = document.body.dataset.kind;
const digits = new Intl.NumberFormat(locale);

function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

function button(text, onclick, attributes) {
  return make("button", { type: "button", onclick, ...attributes }, text);
}

/** A word with its `{name}`s replaced. */
function say(key, values) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The style sheet of what this script adds, fetched when something is added. */
let sheet = null;
function style() {
  sheet ??= new Promise((done) => {
    document.head.append(make("link", { rel: "stylesheet", href: settings.style, onload: done, onerror: done }));
  });
  return sheet;
}

/** What the address says beside the page, and what it is to say. */
function wanted() {
  return new URLSearchParams(location.search);
}

function remember(values) {
  const all = wanted();
  for (const [key, value] of Object.entries(values)) {
    if (value) all.set(key, value);
    else all.delete(key);
  }
  const query = all.toString();
  if (query !== wanted().toString()) {
    history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash);
  }
}

// Copying

const told = make("p", { role: "status", class: "told" });

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not every browser lets a page write to the clipboard: then the reader copies by hand.
    prompt(words.copy_link, text);
    return;
  }
  if (!told.isConnected) document.body.append(told);
  told.textContent = words.copied;
  setTimeout(() => (told.textContent = ""), 2500);
}

function here(hash = "") {
  const canonical = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  return canonical.split("#")[0] + hash;
}

// Citations

const heading = () => text(main.querySelector("h1") ?? document.querySelector("title"));

/** The citations of the page in words: an element for each style. */
const cited = [...main.querySelectorAll("[data-cite]")];

const said = (cite) => cite.textContent.trim();

/** The citation of this page in the first style, with the address of a part of it. */
function citation(hash) {
  // The page of a source has citations of the source.
  if (cited.length === 0 || kind === "source") return `${heading()}. ${settings.site}. ${here(hash)}`;
  return said(cited[0]).replace(here(), () => here(hash));
}

/** A citation of the page as one of a claim: its statement stands before the title. */
function ofClaim(cite, statement, anchor) {
  const isEntry = cite.localName === "pre";
  const text = said(cite).replace(here(), () => here(`#${anchor}`));
  const begin = isEntry ? "title = {{" : (cite.querySelector("cite")?.textContent ?? words.quote_open);
  const at = Math.max(text.indexOf(begin), 0) + (isEntry ? begin.length : 0);
  const whole = `${text.slice(0, at)}${isEntry ? escaped(statement) : statement}. ${text.slice(at)}`;
  return isEntry ? whole.replace(",", () => `-${anchor},`) : whole;
}

/** Escapes a text as the pages do in entries of BibTeX. */
function escaped(text) {
  const named = { "\\": "backslash", "~": "asciitilde", "^": "asciicircum", "{": "braceleft", "}": "braceright" };
  return text.replace(/[\\~^{}]|[#$%&_]/g, (sign) => (named[sign] ? `\\text${named[sign]}{}` : `\\${sign}`));
}

/** Buttons that copy a citation in each style; none where the page has none. */
function citations(write = said) {
  if (cited.length === 0) return null;
  const buttons = cited.map((cite) => button(cite.closest("dd").previousElementSibling.textContent, () => copy(write(cite))));
  return make("div", { class: "tools", role: "group", "aria-label": words.cite }, make("span", {}, words.cite), ...buttons);
}

/** The tools of the page itself, in the fold of its citation; a page without one gets it at its end. */
function pageTools() {
  if (["home", "search", "not_found"].includes(kind)) return;
  let fold = cited[0]?.closest("details");
  if (!fold) {
    fold = make("details", { class: "fold all" }, make("summary", {}, make("h2", {}, words.cite_this)));
    const body = main.children.length > 1 ? main : main.firstElementChild;
    const last = [...body.children].findLast((part) => part.localName === "footer");
    if (last) last.before(fold);
    else body.append(fold);
  }
  fold.append(
    citations() ?? "",
    make(
      "div",
      { class: "tools" },
      button(words.copy_link, () => copy(here())),
      navigator.share && button(words.share, () => navigator.share({ title: heading(), url: here() }).catch(() => {})),
    ),
  );
  style();
}

/** A claim's own tools, added when its evidence is opened. */
function claimTools(place, anchor) {
  if (place.querySelector(".tools")) return;
  const { cells } = document.getElementById(anchor);
  const claimant = text(cells[2].querySelector("a:last-of-type") ?? cells[2]);
  const statement = `${claimant}${words.colon} ${text(cells[0])}`;
  const link = button(words.copy_link, () => copy(here(`#${anchor}`)));
  const tools = citations((cite) => ofClaim(cite, statement, anchor)) ?? make("div", { class: "tools" });
  tools.prepend(link);
  place.append(place.localName === "ul" ? make("li", {}, tools) : tools);
  style();
}

function squeezed(text) {
  return text.replace(/\s+/g, " ").trim();
}

function text(element) {
  return squeezed(element.innerText ?? element.textContent);
}

document.addEventListener(
  "toggle",
  ({ target }) => {
    const row = target.closest?.("tr[id]");
    if (target.localName === "details" && target.open && row?.closest(".claims")) claimTools(target.querySelector("ul"), row.id);
  },
  true,
);

// Passages

/** The address of a passage: text fragments, which browsers find by themselves (WICG, URL Fragment Text Directives). */
function fragment(range) {
  const body = range.cloneContents();
  const unread = body.querySelectorAll(".note, sup, button, svg");
  unread.forEach((part) => part.remove());
  const all = squeezed(body.textContent).split(" ");
  const quotation = all.join(" ");
  // Browsers find whole words only.
  if (isCut(range.startContainer, range.startOffset)) all.shift();
  if (isCut(range.endContainer, range.endOffset)) all.pop();
  const part = (list) => encodeURIComponent(list.join(" ")).replaceAll("-", "%2D");
  const few = Math.min(4, Math.ceil(all.length / 2));
  const ends = all.length <= 8 && unread.length === 0 ? part(all) : `${part(all.slice(0, few))},${part(all.slice(-few))}`;
  return { quotation, hash: `#:~:text=${ends}` };
}

/** Whether a place in a text stands within a word. */
function isCut(node, at) {
  return node.nodeType === 3 && /^[\p{L}\p{N}\p{M}]{2}$/u.test(node.data.slice(at - 1, at + 1));
}

const passage = make("div", { class: "tools passage", role: "toolbar", "aria-label": words.passage });

function offerPassage() {
  const selection = getSelection();
  if (passage.contains(document.activeElement)) return;
  const range = selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const inside = range && main.contains(range.commonAncestorContainer) && range.toString().trim().length >= 12;
  const block = inside && (range.endContainer.nodeType === 1 ? range.endContainer : range.endContainer.parentElement).closest("p, li, blockquote, td, dd, h1, h2, h3");
  if (!block || block.closest(".tools, [popover], form")) {
    passage.remove();
    return;
  }
  const { quotation, hash } = fragment(range);
  passage.replaceChildren(
    button(words.copy_passage, () => copy(here(hash))),
    button(words.copy_quotation, () => {
      copy(`${words.quote_open}${quotation}${words.quote_close}\n${citation(hash)}`);
    }),
  );
  style();
  // After the passage, so that the next Tab leads to it.
  if (block.matches("p, h1, h2, h3")) block.after(passage);
  else block.append(passage);
}

let selecting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(selecting);
  selecting = setTimeout(offerPassage, 300);
});

// Previews

const card = make("div", { class: "preview", id: "part-preview", role: "tooltip", popover: "manual" });
const pages = new Map();
let over = null;
let waiting = 0;

/** What a page says of itself in brief. */
async function brief(url) {
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = (selector) => page.querySelector(`main ${selector}`);
  page.querySelectorAll("sup, button").forEach((part) => part.remove());
  const parts = [found("h1"), found("header .meta"), found("header .summary")];
  const facts = [...page.querySelectorAll("main .brief dl > div")].slice(0, 3);
  return [...parts, ...facts].filter(Boolean).map((part) => {
    const line = make("p", { class: part.localName === "h1" ? "name" : part.className }, plainly(part));
    line.lang = part.lang || page.documentElement.lang;
    line.dir = "auto";
    return line;
  });
}

/** The words of an element; of a fact its term before them. */
function plainly(element) {
  const parts = element.localName === "div" ? [...element.children] : [element];
  return parts.map((part) => squeezed(part.textContent)).join(`${words.colon} `);
}

function previewed(target) {
  const link = target.closest?.("main a[href]");
  if (!link || link.origin !== location.origin || link.closest("nav, .tools, .preview, svg, form")) return null;
  const folder = settings.folders.find((folder) => link.pathname.startsWith(folder) && link.pathname !== folder);
  const name = folder && link.pathname.slice(folder.length);
  return link.pathname !== location.pathname && /^[^/]+\/$/.test(name ?? "") ? link : null;
}

function expect(link, pause) {
  clearTimeout(waiting);
  if (!link || navigator.connection?.saveData) return;
  waiting = setTimeout(async () => {
    over = link;
    const url = link.pathname;
    if (!pages.has(url)) pages.set(url, brief(url));
    let lines;
    try {
      lines = await pages.get(url);
    } catch {
      pages.delete(url);
      return;
    }
    if (over !== link || !link.isConnected) return;
    style();
    card.replaceChildren(...lines);
    document.body.append(card);
    card.showPopover();
    place(link);
    link.setAttribute("aria-describedby", card.id);
  }, pause);
}

/** Puts the card below its link, or above where there is no room. */
function place(link) {
  const at = [...link.getClientRects()].at(-1);
  if (!at) return;
  const { offsetWidth: width, offsetHeight: height } = card;
  const room = document.documentElement.clientWidth;
  const below = at.bottom + height + 8 < innerHeight || at.top < height + 8;
  card.style.left = `${Math.max(8, Math.min(at.left, room - width - 8))}px`;
  card.style.top = `${below ? at.bottom + 4 : at.top - height - 4}px`;
}

function hide() {
  clearTimeout(waiting);
  over?.removeAttribute("aria-describedby");
  over = null;
  if (card.matches(":popover-open")) card.hidePopover();
}

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    // The card stays while the pointer goes to it, so that it can be read at length.
    if (pointerType === "touch" || card.contains(target) || over?.contains(target)) return;
    hide();
    expect(previewed(target), 400);
  });
  main.addEventListener("focusin", (event) => {
    hide();
    if (event.target.matches(":focus-visible")) expect(previewed(event.target), 700);
  });
  main.addEventListener("focusout", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("scroll", hide, { passive: true });
}

// Maps

/** How far a map can be enlarged. */
const FARTHEST = 8;

function zoomable(svg, at) {
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const marks = [...svg.querySelectorAll("a[aria-label]")];
  const key = at === 0 ? "map" : `map${at + 1}`;
  const signs = [...svg.querySelectorAll("circle:not(.hit)")].map((sign) => ({ x: +sign.getAttribute("cx"), y: +sign.getAttribute("cy") }));
  const labels = [...svg.querySelectorAll("text")].map((label) => {
    const spot = { x: +label.getAttribute("x"), y: +label.getAttribute("y") };
    const near = signs.map((sign) => ({ sign, far: Math.hypot(sign.x - spot.x, sign.y - spot.y) })).sort((a, b) => a.far - b.far)[0];
    return { label, sign: near && near.far < 40 ? near.sign : spot, spot };
  });
  const lines = svg.querySelectorAll("path, circle");
  let view = { z: 1, x: full.x + full.width / 2, y: full.y + full.height / 2 };
  const count = make("span", { role: "status" });
  const list = make("ul", { class: "tied", hidden: true });
  const items = marks.map((mark) => {
    const item = make("li", {}, make("a", { href: mark.getAttribute("href") }, mark.getAttribute("aria-label")));
    const lit = (on) => () => [mark, item].forEach((one) => one.classList.toggle("lit", on));
    for (const [one, other] of [[mark, item], [item, mark]]) {
      one.addEventListener("pointerenter", lit(true));
      one.addEventListener("pointerleave", lit(false));
      one.addEventListener("focusin", () => {
        lit(true)();
        if (one === mark) item.scrollIntoView({ block: "nearest" });
        if (view.z > 1) show(mark);
      });
      one.addEventListener("focusout", lit(false));
    }
    return item;
  });
  list.append(...items);

  function go(z, x, y, quietly) {
    z = Math.max(1, Math.min(FARTHEST, z));
    const width = full.width / z;
    const height = full.height / z;
    const between = (value, from, size, own) => Math.max(from + own / 2, Math.min(from + size - own / 2, value));
    view = { z, x: between(x, full.x, full.width, width), y: between(y, full.y, full.height, height) };
    svg.setAttribute("viewBox", [view.x - width / 2, view.y - height / 2, width, height].map((n) => n.toFixed(2)).join(" "));
    svg.classList.toggle("zoomed", z > 1);
    // Lines keep their width. As an attribute: checkers of style sheets do not know the property.
    for (const line of lines) {
      if (z > 1) line.setAttribute("vector-effect", "non-scaling-stroke");
      else line.removeAttribute("vector-effect");
    }
    svg.style.setProperty("--z", z);
    for (const { label, sign, spot } of labels) {
      // A name keeps its distance from its sign.
      const dx = (spot.x - sign.x) * (1 / z - 1);
      const dy = (spot.y - sign.y) * (1 / z - 1);
      if (z > 1) label.setAttribute("transform", `translate(${dx.toFixed(2)} ${dy.toFixed(2)})`);
      else label.removeAttribute("transform");
    }
    const hasFocus = bar.contains(document.activeElement);
    for (const one of [less, back, ...ways]) one.hidden = z === 1;
    more.disabled = z === FARTHEST;
    // A button that has gone leaves the focus to its neighbour.
    if (hasFocus && !document.activeElement.checkVisibility()) more.focus();
    if (hasFocus && more.disabled) less.focus();
    told();
    if (!quietly) remember({ [key]: z > 1 ? [z, view.x, view.y].map((n) => +n.toFixed(2)).join("_") : "" });
  }

  function inView(mark) {
    const box = mark.getBBox();
    const width = full.width / view.z / 2;
    const height = full.height / view.z / 2;
    return box.x < view.x + width && box.x + box.width > view.x - width && box.y < view.y + height && box.y + box.height > view.y - height;
  }

  function told() {
    if (list.hidden) return;
    const seen = marks.map(inView);
    items.forEach((item, at) => (item.hidden = !seen[at]));
    count.textContent = say("shown", { n: digits.format(seen.filter(Boolean).length), total: digits.format(marks.length) });
  }

  /** Brings a mark into view. */
  function show(mark) {
    if (inView(mark)) return;
    const box = mark.getBBox();
    go(view.z, box.x + box.width / 2, box.y + box.height / 2);
  }

  const step = (factor) => () => go(view.z * factor, view.x, view.y);
  const move = (dx, dy) => () => go(view.z, view.x + (dx * full.width) / view.z / 4, view.y + (dy * full.height) / view.z / 4);
  const more = button("+", step(1.6), { "aria-label": words.zoom_in, title: words.zoom_in });
  const less = button("−", step(1 / 1.6), { "aria-label": words.zoom_out, title: words.zoom_out });
  const back = button(words.whole_map, () => go(1, view.x, view.y));
  const ways = [["←", "left", -1, 0], ["↑", "up", 0, -1], ["↓", "down", 0, 1], ["→", "right", 1, 0]].map(([sign, name, dx, dy]) =>
    button(sign, move(dx, dy), { "aria-label": words[`move_${name}`], title: words[`move_${name}`] }),
  );
  if (document.dir === "rtl") ways.reverse();
  const opener = button(words.map_list, () => {
    list.hidden = !list.hidden;
    opener.setAttribute("aria-expanded", !list.hidden);
    if (list.hidden) count.textContent = "";
    told();
  });
  opener.setAttribute("aria-expanded", false);
  const bar = make("div", { class: "tools", role: "group", "aria-label": words.map_tools }, more, less, ...ways, back, marks.length > 0 ? opener : null, count);

  const spot = (event) => {
    const box = svg.getBoundingClientRect();
    const { x, y, width, height } = svg.viewBox.baseVal;
    return { x: x + ((event.clientX - box.left) / box.width) * width, y: y + ((event.clientY - box.top) / box.height) * height, unit: width / box.width };
  };
  const fingers = new Map();
  let dragged = 0;
  svg.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    if (fingers.size === 1) dragged = 0;
  });
  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || (view.z === 1 && fingers.size < 2)) return;
    if (fingers.size === 2) {
      const other = [...fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
      const far = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
      zoomAt(spot({ clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 }), far(event) / Math.max(1, far(before)));
    } else {
      const { unit } = spot(event);
      go(view.z, view.x - (event.clientX - before.clientX) * unit, view.y - (event.clientY - before.clientY) * unit, true);
    }
    dragged += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    if (dragged > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
    svg.addEventListener(name, (event) => {
      if (fingers.delete(event.pointerId) && dragged > 4) go(view.z, view.x, view.y);
    });
  }
  // What was dragged was not clicked.
  svg.addEventListener("click", (event) => dragged > 4 && event.preventDefault(), true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomAt(spot(event), 2 ** (-event.deltaY / 200));
  });

  function zoomAt(point, factor) {
    const z = Math.max(1, Math.min(FARTHEST, view.z * factor));
    const part = 1 - view.z / z;
    go(z, view.x + (point.x - view.x) * part, view.y + (point.y - view.y) * part);
  }

  const box = make("div", { class: "map-tools" }, bar, list);
  // With its style, so that nothing moves a second time; until then the map keeps the room.
  style().then(() => {
    svg.classList.add("zooms");
    svg.after(box);
  });
  const [z, x, y] = (wanted().get(key) ?? "").split("_").map(Number);
  if (z > 1 && Number.isFinite(x) && Number.isFinite(y)) go(z, x, y, true);
  else go(1, view.x, view.y, true);
}

// Lists of events and claims

/** Offers to filter the list that follows `place` in the page. What it takes is fetched when a reader asks for it. */
function offer(place, at) {
  const name = at === 0 ? place.dataset.list : `${place.dataset.list}${at + 1}`;
  // On a phone the first word suffices.
  const end = `${words.explore},`.search(/[,،]/);
  const opener = button(words.explore.slice(0, end), () => open().then((form) => form?.querySelector("select, button").focus()));
  opener.append(make("span", {}, words.explore.slice(end)));
  const alert = make("span", { role: "alert" });
  place.append(opener, alert);
  style();

  async function open() {
    opener.disabled = true;
    alert.textContent = "";
    try {
      const { explorer } = await import(settings.lists);
      const all = [...place.parentElement.children];
      const shown = all.slice(all.indexOf(place) + 1).filter((other) => !other.matches(".neighbours, .sift"));
      const form = await explorer({ button, here, make, name, place, remember, say, settings, wanted }, () => {
        shown.forEach((other) => (other.hidden = false));
        form.remove();
        opener.hidden = false;
        opener.focus();
      });
      shown.forEach((other) => (other.hidden = true));
      place.after(form);
      opener.hidden = true;
      return form;
    } catch (error) {
      console.warn(error);
      alert.textContent = words.failed;
    } finally {
      opener.disabled = false;
    }
  }
  if (wanted().get("list") === name) open();
}

// The claims of an article or event, which stand in tables already.
const stated = kind === "article" ? document.getElementById("part-claims")?.parentElement : kind === "event" && main.querySelector(".who");
if (stated && stated.querySelectorAll("tr[id]").length > 1) stated.append(make("p", { class: "sift", "data-list": "claims", "data-of": location.pathname }));

const lists = [...document.querySelectorAll("[data-list]")];
for (const place of lists) offer(place, lists.filter((other) => other.dataset.list === place.dataset.list).indexOf(place));
document.querySelectorAll("svg.map:not(.sample)").forEach(zoomable);
pageTools();
