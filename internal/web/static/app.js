// What the pages gain from scripts; each works without.
"use strict";
const $ = (q, on = document) => on.querySelector(q);
const all = (q, on = document) => [...on.querySelectorAll(q)];

// Light or dark, against the system's choice.
const theme = $("[data-theme-switch]");
if (theme) {
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", dark ? "light" : "dark"); } catch { /* for this page alone */ }
  });
}

// Empty fields stay out of the address.
for (const form of all("form[data-filter]")) {
  form.addEventListener("submit", () => {
    for (const f of form.elements) if (f.name && !f.value) f.disabled = true;
    setTimeout(() => { for (const f of form.elements) f.disabled = false; });
  });
  form.addEventListener("change", (e) => {
    if (e.target.matches("input[type=checkbox], select")) form.requestSubmit();
  });
}
for (const f of all("[data-submit]")) f.addEventListener("change", () => f.value && f.form.requestSubmit());

// Keys: what has data-key is pressed by it; "/" goes to the search.
addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea, [contenteditable]")) return;
  if (e.key === "/") { const q = $("[data-shortcut='/']"); if (q) { e.preventDefault(); q.focus(); q.select(); } return; }
  const hit = all("[data-key]").find((x) => x.dataset.key === e.key);
  if (!hit) return;
  e.preventDefault();
  if (hit.tagName === "DETAILS") { hit.open = true; const f = $("select, input, textarea", hit); if (f) f.focus(); } else hit.click();
});

// The map: drag, wheel, pinch and buttons move the view.
for (const map of all(".mapbox svg[data-map]")) {
  const keys = $("[data-mapkeys]", map.parentElement), home = map.viewBox.baseVal;
  const start = { x: home.x, y: home.y, w: home.width, h: home.height };
  let v = { ...start };
  const draw = () => {
    map.setAttribute("viewBox", `${v.x} ${v.y} ${v.w} ${v.h}`);
    const k = Math.max(v.w / start.w, 0.02) ** 0.8;
    for (const c of all("circle[data-r]", map)) c.setAttribute("r", c.dataset.r * k);
  };
  const zoom = (f, cx = v.x + v.w / 2, cy = v.y + v.h / 2) => {
    const w = Math.min(Math.max(v.w * f, 60), 3600), g = w / v.w;
    v = { x: cx - (cx - v.x) * g, y: cy - (cy - v.y) * g, w, h: v.h * g };
    draw();
  };
  const at = (e) => { const r = map.getBoundingClientRect(); return [v.x + (e.clientX - r.left) / r.width * v.w, v.y + (e.clientY - r.top) / r.height * v.h]; };
  map.addEventListener("wheel", (e) => { if (!e.ctrlKey && !e.shiftKey && document.activeElement !== map && Math.abs(e.deltaY) < 1) return; e.preventDefault(); zoom(e.deltaY > 0 ? 1.2 : 1 / 1.2, ...at(e)); }, { passive: false });
  const down = new Map();
  let moved = 0;
  map.addEventListener("pointerdown", (e) => { down.set(e.pointerId, e); moved = 0; });
  addEventListener("pointermove", (e) => {
    const was = down.get(e.pointerId);
    if (!was) return;
    const r = map.getBoundingClientRect();
    if (down.size === 1) {
      moved += Math.abs(e.clientX - was.clientX) + Math.abs(e.clientY - was.clientY);
      v.x -= (e.clientX - was.clientX) / r.width * v.w; v.y -= (e.clientY - was.clientY) / r.height * v.h; draw();
    } else {
      const other = [...down.values()].find((p) => p.pointerId !== e.pointerId);
      const d = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY);
      if (d(e) > 0) zoom(d(was) / d(e), ...at(other));
      moved = 9;
    }
    down.set(e.pointerId, e);
  });
  for (const t of ["pointerup", "pointercancel"]) addEventListener(t, (e) => down.delete(e.pointerId));
  map.addEventListener("click", (e) => { if (moved > 6) e.preventDefault(); }, true);
  map.addEventListener("dragstart", (e) => e.preventDefault());
  if (keys) {
    keys.hidden = false;
    keys.addEventListener("click", (e) => {
      const k = e.target.dataset.zoom;
      if (k === "in") zoom(0.6); else if (k === "out") zoom(1 / 0.6); else if (k === "all") { v = { ...start }; draw(); }
    });
  }
}
