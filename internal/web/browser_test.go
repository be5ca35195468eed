package web

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/attache/attache/internal/store"
)

// browser is a tab of a real browser. Without one on the machine the test is
// skipped; ATTACHE_BROWSER names another than the usual.
func browser(t *testing.T) *tab {
	t.Helper()
	path := os.Getenv("ATTACHE_BROWSER")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		t.Skip("no browser here: install chromium (apt-get install chromium), or name one with ATTACHE_BROWSER")
	}
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Skipf("the browser at %s does not start: %v", path, err)
	}
	b := &tab{T: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err == nil && (m.IsException() || m.Type == "error") {
				b.mu.Lock()
				b.said = append(b.said, m.String())
				b.mu.Unlock()
			}
		}
	}()
	return b
}

// tab is a tab of a browser, and what the browser complains of: the policy,
// scripts, files that are missing.
type tab struct {
	*testing.T
	ctx  context.Context
	mu   sync.Mutex
	said []string
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, stop := context.WithTimeout(b.ctx, time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// js gives the value of an expression.
func js[T any](b *tab, expression string) T {
	b.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to be true, also over a change of page.
func (b *tab) until(expression string) {
	b.Helper()
	for range 200 {
		if v, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression)); err == nil && v {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.Fatalf("never true: %s", expression)
}

func (b *tab) quiet() {
	b.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.said) > 0 {
		b.Errorf("the browser complains: %s", strings.Join(b.said, "\n"))
	}
}

// TestPagesFitAPhoneAndBreakNoPolicy opens every page as wide as a phone.
func TestPagesFitAPhoneAndBreakNoPolicy(t *testing.T) {
	b, s := browser(t), open(t, nil)
	b.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	for _, p := range s.addresses() {
		b.do(chromedp.Navigate(s.url + p))
		if wide := js[int](b, `document.documentElement.scrollWidth`); wide > 390 {
			t.Errorf("%s is %d wide on a phone of 390", p, wide)
		}
	}
	b.quiet()
}

// TestContrastIsEnough measures the colours of every text on its ground.
func TestContrastIsEnough(t *testing.T) {
	b, s := browser(t), open(t, nil)
	b.do(chromedp.Navigate(s.url))
	for _, scheme := range []string{"light", "dark"} {
		js[bool](b, `localStorage.setItem("theme", "`+scheme+`") === undefined`)
		for _, p := range s.addresses() {
			b.do(chromedp.Navigate(s.url + p))
			if low := js[[]string](b, contrast); len(low) > 0 {
				t.Errorf("%s, %s: %s", p, scheme, strings.Join(low, "; "))
			}
		}
	}
}

// contrast lists texts whose colour is too near to that of their ground: less
// than 4.5, or 3 for large ones, as WCAG 2 at level AA asks.
const contrast = `(() => {
  const rgb = (c) => { const m = c.match(/[\d.]+/g).map(Number); return c.startsWith("color(srgb") ? [...m.slice(0, 3).map((x) => x * 255), m[3] ?? 1] : [m[0], m[1], m[2], m[3] ?? 1]; };
  const lum = (c) => { const f = c.slice(0, 3).map((x) => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; }); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > .99) return c; } return [255, 255, 255, 1]; };
  const low = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) {
    const e = n.parentElement, st = getComputedStyle(e);
    if (!n.data.trim() || !e.getClientRects().length || e.closest("svg, .hidden, .skip, option, datalist")) continue;
    const a = lum(rgb(st.color)), b = lum(ground(e)), k = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(st.fontSize) >= 24 || parseFloat(st.fontSize) >= 18.66 && st.fontWeight >= 700;
    if (k < (large ? 3 : 4.5)) low.add(e.tagName + "." + e.className + " " + k.toFixed(2) + " " + n.data.trim().slice(0, 20));
  }
  return [...low];
})()`

// TestReviewWithTheKeyboard signs in and judges two events without a mouse.
func TestReviewWithTheKeyboard(t *testing.T) {
	b, s := browser(t), open(t, nil)
	const form = `document.querySelector(".judge")?.getAttribute("action")`
	b.do(chromedp.Navigate(s.url+"/signin?to=/review"), chromedp.SendKeys(chromedp.CSS("#token"), "write-secret"+kb.Enter))
	b.until(form + ` !== undefined`)
	first := js[string](b, form)
	b.do(chromedp.KeyEvent("c"))
	b.until(form + ` !== undefined && ` + form + ` !== "` + first + `"`)
	second := js[string](b, form)
	b.do(chromedp.KeyEvent("r"))
	b.until(form + ` !== undefined && ` + form + ` !== "` + second + `"`)
	for path, want := range map[string]store.Verdict{first: store.Confirmed, second: store.Rejected} {
		r, err := s.rec.Review(t.Context(), strings.TrimPrefix(path, "/review/"))
		if err != nil || r.Verdict != want || !r.Sampled || r.Reviewer != "anna" {
			t.Errorf("%s: %+v, %v", path, r, err)
		}
	}
	b.do(chromedp.KeyEvent("e"))
	if id := js[string](b, `document.activeElement.id`); id != "r-type" {
		t.Errorf("e leads to %q, not to the correction", id)
	}
	js[bool](b, `document.activeElement.blur() === undefined`)
	b.do(chromedp.KeyEvent("/"))
	if id := js[string](b, `document.activeElement.id`); id != "q" {
		t.Errorf("/ leads to %q, not to the search", id)
	}
	b.quiet()
}

// TestTheMapMoves zooms by button and draws with the pointer.
func TestTheMapMoves(t *testing.T) {
	b, s := browser(t), open(t, nil)
	const view = `document.querySelector("[data-map]").getAttribute("viewBox")`
	b.do(chromedp.Navigate(s.url+"/map"), chromedp.WaitVisible(chromedp.CSS("[data-zoom=in]")))
	before := js[string](b, view)
	b.do(chromedp.Click(chromedp.CSS("[data-zoom=in]")))
	nearer := js[string](b, view)
	b.do(chromedp.DragAndDropXY(300, 350, 200, 300))
	if moved := js[string](b, view); before == nearer || nearer == moved {
		t.Errorf("the map stands still: %q, %q, %q", before, nearer, moved)
	}
	if wide := js[float64](b, `document.querySelector(".land").getBoundingClientRect().width`); wide == 0 {
		t.Error("no land is drawn")
	}
	b.quiet()
}
