// Keeps an open page fresh while something on it is in progress. Every page works without this file.
"use strict";
(() => {
  const main = document.querySelector("main[data-live]");
  const button = document.getElementById("paivitys-nappi");
  if (!main || !button || !window.EventSource) return;

  // Parts that change by themselves. Forms are not among them, so nothing that is being typed is lost.
  const PARTS = ["luvut", "lista", "tilalohko", "tiedot", "aikajana"];
  let source = null;
  let busy = false;
  let again = false;

  // What the focus is on, so that it can be found in the new part: an id, or a link's address.
  const place = (part) => {
    const focused = document.activeElement;
    if (!focused || !part.contains(focused)) return null;
    const href = focused.getAttribute("href");
    return (fresh) =>
      (focused.id && fresh.querySelector("#" + CSS.escape(focused.id))) ||
      (href && [...fresh.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === href)) ||
      null;
  };

  const replace = (part, fresh) => {
    if (part.innerHTML === fresh.innerHTML) return;
    const find = place(part);
    const open = new Set([...part.querySelectorAll("[id]:has(> details[open])")].map((entry) => entry.id));
    const left = [...part.querySelectorAll(".scroll")].map((box) => box.scrollLeft);
    const found = find && find(fresh);
    // What is focused has gone: leave the part as it is rather than take the place away.
    if (find && !found) return;
    part.replaceWith(fresh);
    open.forEach((id) => fresh.querySelectorAll("#" + CSS.escape(id) + " > details").forEach((one) => (one.open = true)));
    fresh.querySelectorAll(".scroll").forEach((box, at) => (box.scrollLeft = left[at] || 0));
    if (found) found.focus({ preventScroll: true });
  };

  const refresh = async () => {
    if (busy || document.hidden) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of PARTS) {
        const part = document.getElementById(id);
        const fresh = page.getElementById(id);
        if (part && fresh) replace(part, document.adoptNode(fresh));
      }
      if (!page.querySelector("main[data-live]")) {
        stop();
        if (document.activeElement === button) main.focus({ preventScroll: true });
        document.getElementById("paivitys").remove();
      }
    } catch {
      // The next change tries again.
    } finally {
      busy = false;
      if (again && !document.hidden) setTimeout(refresh, 1000);
    }
  };

  const start = () => {
    source = new EventSource(main.dataset.live);
    // What changed between the making of the page and now is asked for once.
    source.addEventListener("alku", refresh, { once: true });
    source.addEventListener("muutos", refresh);
  };
  const stop = () => {
    if (source) source.close();
    source = null;
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    if (source) {
      stop();
      button.textContent = button.dataset.goOn;
    } else {
      start();
      refresh();
      button.textContent = button.dataset.pause;
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && source && again) refresh();
  });
  start();
})();
