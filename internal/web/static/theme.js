// Runs before the page is drawn, so that it does not flash.
try {
  const t = localStorage.getItem("theme");
  if (t === "dark" || t === "light") document.documentElement.dataset.theme = t;
} catch { /* no storage: the system's choice holds */ }
