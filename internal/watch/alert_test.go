package watch

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/attache/attache/internal/export"
	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/text"
)

// tell puts a report with one event into the record, far in its words from
// those of any other title.
func (r *rig) tell(title, typ, actor, recipient string) string {
	r.t.Helper()
	words := "They agreed."
	for i := range 60 {
		words += fmt.Sprintf(" %s%d", digest(title + strconv.Itoa(i))[:6], i)
	}
	return r.tellAs(title, words, typ, actor, recipient)
}

func (r *rig) tellAs(title, words, typ, actor, recipient string) string {
	r.t.Helper()
	rec := store.Record{
		Report:  text.Report{ID: title, Title: title, Source: "Harbour Post", URL: "https://post.test/" + title, Text: words, Published: r.clock.Now(), Dated: text.Given},
		Version: store.Version{Program: "test"},
	}
	rec.Name = store.Identify(&rec.Report)
	rec.Events = []export.Event{{
		ID: digest(words), Report: rec.Report.ID, Date: r.clock.Now().Format(time.DateOnly), Event: []string{typ}, Standing: "actual", Confidence: 0.9, QuadCode: 1,
		Actor: []export.Entity{{Code: actor, Sector: "GOV"}}, Recipient: []export.Entity{{Code: recipient, Sector: "GOV"}},
		EventText: []string{"They agreed that the talks would go on <b>in the summer</b>"},
		TextInfo:  export.TextInfo{End: 10}, Trigger: export.Words{Text: "agreed", Start: 0, End: 6},
	}}
	if _, err := r.db.Put(r.t.Context(), rec); err != nil {
		r.t.Fatal(err)
	}
	return rec.Events[0].ID
}

func (r *rig) tellAll() error { return r.w.tellAll(r.t.Context()) }

// receiver takes posts, and checks who signed them.
type receiver struct {
	*site
	mu     sync.Mutex
	ids    []string // of every post, also of those that were refused
	bodies []string
	status int
}

const secret = "whsec_" + "c2VjcmV0IG9mIHRoZSBoYXJib3Vy"

func newReceiver(t *testing.T) *receiver {
	rc := &receiver{site: newSite(t), status: http.StatusNoContent}
	rc.set("/hook", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		mac := hmac.New(sha256.New, key)
		fmt.Fprintf(mac, "%s.%s.%s", r.Header.Get("Webhook-Id"), r.Header.Get("Webhook-Timestamp"), body)
		if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); r.Header.Get("Webhook-Signature") != want {
			t.Errorf("signed %q, want %q", r.Header.Get("Webhook-Signature"), want)
		}
		if _, err := strconv.ParseInt(r.Header.Get("Webhook-Timestamp"), 10, 64); err != nil {
			t.Error(err)
		}
		rc.mu.Lock()
		defer rc.mu.Unlock()
		rc.ids, rc.bodies = append(rc.ids, r.Header.Get("Webhook-Id")), append(rc.bodies, string(body))
		w.WriteHeader(rc.status)
	})
	return rc
}

func (rc *receiver) took() []string {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	return append([]string(nil), rc.ids...)
}

func (rc *receiver) answers(status int) {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	rc.status = status
}

// hook is an alert that posts what Japan and the United States agree on.
func hook(t *testing.T, rc *receiver) Alert {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return Alert{Name: "pact", Webhook: rc.URL + "/hook", SecretFile: file, Where: Where{Types: []string{"AGREE"}, Dyad: []string{"JPN", "USA"}}}
}

func TestAnAlertPostsWhatIsNewOnce(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}}, func(t *testing.T, r *rig) {
		rc.ids, rc.bodies = nil, nil
		r.tell("before", "AGREE", "JPN", "USA")
		for range 2 { // the first look marks where the alert begins
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(rc.took()); n != 0 {
			t.Fatalf("%d posts of what was there before", n)
		}
		id := r.tell("ports", "AGREE", "JPN", "USA")
		r.tell("fish", "ACCUSE", "JPN", "USA")
		r.tell("nets", "AGREE", "JPN", "FRA")
		for range 3 {
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
			again := newRig(t, r.db, Options{Alerts: r.w.opt.Alerts}) // a restart
			if err := again.tellAll(); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(rc.took()); n != 1 {
			t.Fatalf("%d posts: %s", n, rc.bodies)
		}
		var got struct {
			Type string
			Data struct {
				Alert string
				Event store.Event
			}
		}
		if err := json.Unmarshal([]byte(rc.bodies[0]), &got); err != nil {
			t.Fatal(err)
		}
		if got.Type != "event.found" || got.Data.Alert != "pact" || got.Data.Event.ID != id || got.Data.Event.ReportTitle != "ports" {
			t.Errorf("%+v", got)
		}
		h, err := r.db.AlertsHealth(t.Context())
		if err != nil || len(h) != 1 || h[0].Sent != 1 || h[0].Pending != 0 {
			t.Errorf("%+v %v", h, err)
		}
	})
}

// An update of a report takes its place in the record; what both tell is told
// once.
func TestAnUpdateIsNoSecondEvent(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}}, func(t *testing.T, r *rig) {
		rc.ids = nil
		_ = r.tellAll()
		var words strings.Builder
		words.WriteString("They agreed.")
		for i := range 80 {
			fmt.Fprintf(&words, " %s%d", digest(strconv.Itoa(i))[:6], i)
		}
		for _, text := range []string{words.String(), "ATTENTION - ADDS reaction ///\n\n" + words.String() + " And so on.", words.String() + " Again."} {
			r.tellAs("ports", text, "AGREE", "JPN", "USA")
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
			r.pass(time.Hour)
		}
		if n := len(rc.took()); n != 1 {
			t.Errorf("%d posts", n)
		}
	})
}

func TestAReceiverThatIsDownGetsItLater(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}}, func(t *testing.T, r *rig) {
		rc.ids = nil
		rc.answers(http.StatusBadGateway)
		_ = r.tellAll()
		r.tell("ports", "AGREE", "USA", "JPN")
		for range 5 {
			_ = r.tellAll() // its error is that of the receiver
			r.pass(10 * time.Second)
		}
		tries := len(rc.took())
		if tries < 2 || tries > 4 {
			t.Errorf("%d tries in 50 s", tries)
		}
		rc.answers(http.StatusOK)
		r.pass(time.Hour)
		for range 3 {
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
			r.pass(time.Hour)
		}
		ids := rc.took()
		if len(ids) != tries+1 {
			t.Errorf("%d posts behind %d tries", len(ids)-tries, tries)
		}
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("tries of one event under %q", ids)
			}
		}
	})
}

// What waits for a receiver that is down is not sent at it all at once.
func TestAReceiverThatIsDownIsLeftAlone(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}}, func(t *testing.T, r *rig) {
		rc.ids = nil
		rc.answers(http.StatusServiceUnavailable)
		_ = r.tellAll()
		for i := range 12 {
			r.tell(fmt.Sprintf("matter %d", i), "AGREE", "JPN", "USA")
		}
		for range 30 {
			_ = r.tellAll() // its error is that of the receiver
			r.pass(time.Second)
		}
		if n := len(rc.took()); n > 5 {
			t.Errorf("%d tries in half a minute", n)
		}
		rc.answers(http.StatusOK)
		for range 30 {
			r.pass(10 * time.Minute)
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
		}
		h, err := r.db.AlertsHealth(t.Context())
		if err != nil || h[0].Sent != 12 {
			t.Errorf("%+v %v", h, err)
		}
		if n, err := r.db.RetryDeliveries(t.Context(), ""); n != 0 || err != nil {
			t.Error(n, err)
		}
	})
}

// The process dies when the receiver has taken the post and before that is
// written down: it comes again, under the same id.
func TestAPostAfterACrashHasTheSameID(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}}, func(t *testing.T, r *rig) {
		rc.ids = nil
		_ = r.tellAll()
		r.tell("ports", "AGREE", "JPN", "USA")
		a := r.w.opt.Alerts[0]
		if err := r.w.match(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		now := r.clock.Now()
		list, err := r.db.TakeDeliveries(t.Context(), a.Name, channelWebhook, r.w.holder, false, 1, now, now.Add(r.w.opt.Lease))
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		if err := r.w.post(t.Context(), a, list); err != nil {
			t.Fatal(err)
		}
		again := newRig(t, r.db, Options{Alerts: r.w.opt.Alerts})
		if err := again.tellAll(); err != nil {
			t.Fatal(err)
		}
		if n := len(rc.took()); n != 1 {
			t.Errorf("%d posts while another has it", n)
		}
		again.pass(again.w.opt.Lease + time.Second)
		for range 3 {
			if err := again.tellAll(); err != nil {
				t.Fatal(err)
			}
		}
		if ids := rc.took(); len(ids) != 2 || ids[0] != ids[1] {
			t.Errorf("%q", ids)
		}
	})
}

// Two processes with the same alerts share the work: nothing goes out twice.
func TestTwoProcessesTellOnce(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}}, func(t *testing.T, r *rig) {
		rc.ids = nil
		_ = r.tellAll()
		for i := range 10 {
			r.tell(fmt.Sprintf("matter %d", i), "AGREE", "JPN", "USA")
			r.pass(24 * time.Hour)
		}
		other := newRig(t, r.db, Options{Alerts: r.w.opt.Alerts})
		other.clock = r.clock
		other.w.clock = r.clock
		var both sync.WaitGroup
		for _, w := range []*Watcher{r.w, other.w} {
			both.Go(func() {
				if err := w.tellAll(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		if err := r.tellAll(); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, id := range rc.took() {
			if seen[id] {
				t.Errorf("%s went out twice", id)
			}
			seen[id] = true
		}
		if len(seen) != 10 {
			t.Errorf("%d events of 10", len(seen))
		}
	})
}

func TestAWebhookInsideTheHouseNeedsLeave(t *testing.T) {
	rc := newReceiver(t)
	onEach(t, Options{Alerts: []Alert{hook(t, rc)}, AllowHosts: []string{"elsewhere.test"}}, func(t *testing.T, r *rig) {
		rc.ids = nil
		_ = r.tellAll()
		r.tell("ports", "AGREE", "JPN", "USA")
		if err := r.tellAll(); err == nil || !strings.Contains(err.Error(), "private address") {
			t.Error(err)
		}
		if n := len(rc.took()); n > 0 {
			t.Errorf("%d posts", n)
		}
	})
}

func TestAnAlertWritesAnAtomFeed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pact.atom")
	a := Alert{Name: "pact", Feed: file, Where: Where{Types: []string{"AGREE"}}, Backfill: true}
	onEach(t, Options{Alerts: []Alert{a}}, func(t *testing.T, r *rig) {
		r.tell("ports", "AGREE", "JPN", "USA")
		r.tell("fish & <script>", "AGREE", "JPN", "FRA")
		read := func() atomFeed {
			t.Helper()
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var f atomFeed
			if err := xml.Unmarshal(raw, &f); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(raw), "<script") || strings.Contains(string(raw), "<b>") {
				t.Error("markup of a report came through")
			}
			return f
		}
		f := read()
		if len(f.Entries) != 2 || f.Entries[1].Link.Href != "https://post.test/ports" {
			t.Fatalf("%+v", f)
		}
		contains(t, f.Entries[1].Title, "AGREE")
		contains(t, f.Entries[1].Title, "JPN GOV → USA GOV")
		contains(t, f.Entries[1].Summary, "talks would go on")
		first := f.Entries[1].ID
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		r.pass(time.Hour)
		r.tell("nets", "AGREE", "JPN", "PHL")
		if f = read(); len(f.Entries) != 3 || f.Entries[2].ID != first {
			t.Errorf("%+v", f)
		}
		_ = os.Remove(file)
	})
}

// mailbox is a server that takes letters.
type mailbox struct {
	mu      sync.Mutex
	letters []string
	broken  bool
	port    int
}

func newMailbox(t *testing.T) *mailbox {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	m := &mailbox{port: l.Addr().(*net.TCPAddr).Port}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go m.talk(c)
		}
	}()
	return m
}

func (m *mailbox) talk(c net.Conn) {
	defer c.Close()
	in := bufio.NewScanner(c)
	fmt.Fprint(c, "220 mail.test ready\r\n")
	var letter strings.Builder
	data := false
	for in.Scan() {
		line := in.Text()
		switch {
		case data && line == ".":
			data = false
			m.mu.Lock()
			m.letters = append(m.letters, letter.String())
			m.mu.Unlock()
			letter.Reset()
			fmt.Fprint(c, "250 taken\r\n")
		case data:
			letter.WriteString(line + "\n")
		case strings.HasPrefix(line, "EHLO"):
			fmt.Fprint(c, "250 mail.test\r\n")
		case strings.HasPrefix(line, "DATA"):
			m.mu.Lock()
			broken := m.broken
			m.mu.Unlock()
			if broken {
				fmt.Fprint(c, "451 not now\r\n")
				continue
			}
			data = true
			fmt.Fprint(c, "354 go on\r\n")
		case strings.HasPrefix(line, "QUIT"):
			fmt.Fprint(c, "221 bye\r\n")
			return
		default:
			fmt.Fprint(c, "250 well\r\n")
		}
	}
}

func (m *mailbox) got() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]string(nil), m.letters...)
}

func TestAnAlertWritesLetters(t *testing.T) {
	m := newMailbox(t)
	opt := Options{
		Alerts: []Alert{{Name: "pact", Mail: []string{"Desk <desk@post.test>"}, Where: Where{Types: []string{"AGREE"}}}},
		Mail:   Mail{Host: "127.0.0.1", Port: m.port, From: "attache@post.test", TLS: "none"},
	}
	onEach(t, opt, func(t *testing.T, r *rig) {
		m.mu.Lock()
		m.letters, m.broken = nil, true
		m.mu.Unlock()
		_ = r.tellAll()
		r.tell("ports", "AGREE", "JPN", "USA")
		r.tell("nets\r\nBcc: all@post.test", "AGREE", "JPN", "PHL")
		if err := r.tellAll(); err == nil {
			t.Error("a letter that was refused is no error")
		}
		m.mu.Lock()
		m.broken = false
		m.mu.Unlock()
		r.tell("late", "AGREE", "JPN", "FRA") // not in the letter that was begun
		r.pass(time.Minute)
		for range 3 {
			if err := r.tellAll(); err != nil {
				t.Fatal(err)
			}
		}
		got := m.got()
		if len(got) != 1 {
			t.Fatalf("%d letters", len(got))
		}
		for _, want := range []string{"Subject: attache: pact: 2 new", "desk@post.test", "Message-ID: <", "JPN GOV"} {
			contains(t, got[0], want)
		}
		if strings.Contains(got[0], "\nBcc:") || strings.Contains(got[0], "FRA") {
			t.Error(got[0])
		}
		r.pass(20 * time.Minute)
		if err := r.tellAll(); err != nil {
			t.Fatal(err)
		}
		if got = m.got(); len(got) != 2 || !strings.Contains(got[1], "FRA") {
			t.Errorf("%d letters", len(got))
		}
	})
}

func TestAnAlertThatCannotWorkIsNamed(t *testing.T) {
	for want, a := range map[string]Alert{
		"without a name":   {Webhook: "https://x.test/"},
		"nobody is told":   {Name: "a"},
		"without a secret": {Name: "a", Webhook: "https://x.test/"},
		"no address":       {Name: "a", Webhook: "x.test", SecretEnv: "S"},
		"two parties":      {Name: "a", Feed: "f", Where: Where{Dyad: []string{"JPN"}}},
		"[mail]":           {Name: "a", Mail: []string{"a@b.test"}},
	} {
		if err := a.check(Mail{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := secretOf("", "ATTACHE_NO_SUCH_SECRET"); err == nil {
		t.Error("no secret passes")
	}
	if err := errors.Join(Mail{Host: "h", From: "a@b.test", User: "u"}.check()); err == nil {
		t.Error("a user without a password passes")
	}
}
