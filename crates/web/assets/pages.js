// Makes pages that work without it better: copies a number, and keeps an open page fresh.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("button[data-copy]").forEach((button) => (button.hidden = false));
  // On the document: parts of the page are replaced while it is open.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button[data-copy]");
    const held = button && document.getElementById(button.dataset.copy);
    if (!held) return;
    await navigator.clipboard.writeText(held.textContent.trim());
    const before = button.innerHTML;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.innerHTML = before), 2000);
  });
})();

// A form that has the focus from the beginning is read from the top of its page all the same.
(() => {
  if (document.querySelector("[autofocus]") && !location.hash) window.addEventListener("load", () => window.scrollTo(0, 0));
})();

// What is wrong is where one goes on from.
(() => {
  const faults = document.getElementById("virheet");
  if (faults) faults.focus();
})();

// Whoever sends a form that takes its time, such as one about which the register is asked, is told that it is at work.
(() => {
  const LONG = 1000;
  for (const told of document.querySelectorAll(".waits")) {
    let waiting = 0;
    told.closest("form").addEventListener("submit", () => {
      waiting = setTimeout(() => (told.textContent = told.dataset.told), LONG);
    });
    // The browser may show the page again as it was left.
    window.addEventListener("pageshow", () => {
      clearTimeout(waiting);
      told.textContent = "";
    });
  }
})();

// Keeps an open page fresh while something on it is in progress.
(() => {
  const main = document.querySelector("main[data-live]");
  const button = document.getElementById("paivitys-nappi");
  if (!main || !button || !window.EventSource) return;

  // Parts that change by themselves. Forms are not among them, so nothing that is being typed is lost.
  const PARTS = ["katko", "luvut", "lista", "tehty", "teot", "tilalohko", "tiedot", "aikajana"];
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
    fresh.querySelectorAll("button[data-copy]").forEach((button) => (button.hidden = !navigator.clipboard));
    // What was chosen stays chosen.
    part.querySelectorAll("input:checked[id]").forEach((one) => {
      const again = fresh.querySelector("#" + CSS.escape(one.id));
      if (again) again.checked = true;
    });
    part.replaceWith(fresh);
    open.forEach((id) => fresh.querySelectorAll("#" + CSS.escape(id) + " > details").forEach((one) => (one.open = true)));
    fresh.querySelectorAll(".scroll").forEach((box, at) => (box.scrollLeft = left[at] || 0));
    if (found) found.focus({ preventScroll: true });
  };

  // Says what became of it to those who do not see it.
  const told = document.getElementById("kerrottu");
  const states = () => [...document.querySelectorAll("#tilalohko .state")].map((one) => one.textContent).join(", ");
  let before = states();
  const tell = () => {
    const now = states();
    if (told && now !== before) told.textContent = now;
    before = now;
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
      tell();
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

// Says on a report that stands open that a new import has come, and takes nothing away.
(() => {
  const told = document.getElementById("uutta");
  if (!told) return;
  const ask = async () => {
    if (document.hidden || !told.hidden) return;
    try {
      const answer = await fetch(told.dataset.at, { credentials: "same-origin", redirect: "error" });
      if (answer.ok && (await answer.text()) !== told.dataset.newest) told.hidden = false;
    } catch {
      // Asked again next time.
    }
  };
  setInterval(ask, 20000);
  document.addEventListener("visibilitychange", ask);
})();

// Keys that lead where the page says with data-key; which there are stands in a list of their own. They can be turned off,
// and do nothing while somebody types.
(() => {
  const list = document.getElementById("pikanappaimet");
  const opener = document.getElementById("pikanappaimet-nappi");
  const use = document.getElementById("pikanappaimet-kaytto");
  if (!list || !list.showModal) return;
  const KEPT = "pikanappaimet-pois";
  const kept = (change) => {
    try {
      return change(localStorage);
    } catch {
      return null; // A browser that keeps nothing has the keys on.
    }
  };
  const off = () => kept((storage) => storage.getItem(KEPT)) === "1";
  const leadsTo = (key) => [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  const elsewhere = document.getElementById("pikanappaimet-muualla");
  // What a key does on another page is told after the keys of this one.
  for (const key of [...list.querySelectorAll(".keys > div")]) {
    const name = key.querySelector("kbd").textContent;
    if (name !== "?" && !leadsTo(name)) elsewhere.querySelector("dl").append(key);
  }
  elsewhere.hidden = !elsewhere.querySelector("kbd");
  const show = () => {
    use.setAttribute("aria-pressed", String(off()));
    list.showModal();
  };
  opener.hidden = false;
  opener.addEventListener("click", show);
  document.getElementById("pikanappaimet-sulje").addEventListener("click", () => list.close());
  use.addEventListener("click", () => {
    const now = !off();
    kept((storage) => (now ? storage.setItem(KEPT, "1") : storage.removeItem(KEPT)));
    use.setAttribute("aria-pressed", String(now));
  });
  document.addEventListener("keydown", (event) => {
    const types = "input:not([type=checkbox]):not([type=radio]), select, textarea";
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest(types)) return;
    if (list.open || off()) return;
    if (event.key === "?") {
      show();
      return;
    }
    const leads = leadsTo(event.key);
    if (!leads) return;
    event.preventDefault();
    if (leads.matches("input")) leads.focus();
    else leads.click();
  });
})();
