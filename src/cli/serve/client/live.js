// Added by `griot serve` to the pages it serves, and to nothing that `griot build` writes. It listens to the server: loads the page
// again when it changed, swaps style sheets when only they did, and shows what was found.
(() => {
  "use strict";
  const { page, stamp } = document.currentScript.dataset;
  const isMissing = stamp.startsWith("missing");
  let source = null;
  let shown = "";

  // Browsers keep the place in the page when it loads again.
  const reload = () => {
    disconnect();
    location.reload();
  };

  const restyle = (sheets) => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const next = sheets[decodeURI(new URL(link.href, location.href).pathname)];
      if (!next) continue;
      const sheet = link.cloneNode();
      sheet.href = encodeURI(next);
      // The old one stays until the new one is there, so that the page never stands without.
      sheet.addEventListener("load", () => link.remove());
      sheet.addEventListener("error", reload);
      link.after(sheet);
    }
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  // A tree of its own: the page's styles do not reach in, and ours do not reach out.
  const host = element("griot-findings");
  host.dir = "auto";
  const root = host.attachShadow({ mode: "open" });
  const style = element("link");
  style.rel = "stylesheet";
  style.href = "/_griot/live.css";
  const badge = element("button", "badge");
  badge.type = "button";
  const dialog = element("dialog");
  const title = element("h1");
  title.id = "title";
  dialog.setAttribute("aria-labelledby", "title");
  const hint = element("p", "hint");
  const list = element("div", "list");
  const close = element("button", "close");
  close.type = "button";
  const head = element("header");
  head.append(title, close);
  dialog.append(head, hint, list);
  badge.addEventListener("click", () => dialog.open || dialog.showModal());
  // Escape closes a dialog by itself.
  close.addEventListener("click", () => dialog.close());
  const styled = new Promise((resolve) => {
    style.addEventListener("load", resolve);
    style.addEventListener("error", resolve);
  });
  root.append(style);

  const show = async (text) => {
    if (text === shown) return;
    shown = text;
    const findings = JSON.parse(text);
    if (!host.isConnected && findings.list.length === 0) return;
    if (!host.isConnected) document.documentElement.append(host);
    await styled;
    if (text !== shown) return;
    badge.remove();
    if (findings.list.length === 0) {
      dialog.close();
      dialog.remove();
      return;
    }
    host.dataset.state = findings.good ? "warnings" : "errors";
    title.textContent = findings.tally;
    badge.textContent = findings.tally;
    host.lang = findings.words.lang;
    close.textContent = findings.words.close;
    hint.textContent = page ? findings.words.hint : findings.words.hint_without_page;
    const texts = findings.list.map((found) => {
      const text = element("pre", found.severity, found.text);
      text.dataset.code = found.code;
      return text;
    });
    if (findings.words.more) texts.push(element("p", "hint", findings.words.more));
    list.replaceChildren(...texts);
    list.scrollTop = 0;
    root.append(badge, dialog);
    if (!findings.good && !dialog.open) dialog.showModal();
    if (findings.good && dialog.open) dialog.close();
  };

  const connect = () => {
    if (source || document.visibilityState === "hidden") return;
    const asked = new URLSearchParams({ page, stamp });
    source = new EventSource(`/_griot/events?${asked}`);
    source.addEventListener("findings", (event) => show(event.data));
    source.addEventListener("css", (event) => restyle(JSON.parse(event.data).sheets));
    source.addEventListener("reload", (event) => {
      const { pages, shared } = JSON.parse(event.data);
      if (shared || !pages || pages.includes(page) || (isMissing && pages.includes("404.html"))) reload();
    });
    source.addEventListener("error", () => {
      // A browser connects again by itself, unless the server refused.
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(connect, 2000);
      }
    });
  };

  const disconnect = () => {
    if (source) source.close();
    source = null;
  };

  // A browser opens few connections to one server: tabs that nobody sees leave theirs to others. What they miss meanwhile they are told when
  // they come back.
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
