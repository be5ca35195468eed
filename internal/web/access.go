package web

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Token lets its bearer read, and write when Write is set. Secret is the token
// itself, or "sha256:" and the hexadecimal digest of it.
type Token struct {
	Name   string
	Secret string
	Write  bool
}

func (t Token) digest() [32]byte {
	if h, ok := strings.CutPrefix(t.Secret, "sha256:"); ok {
		var out [32]byte
		if n, err := hex.Decode(out[:], []byte(h)); err == nil && n == len(out) {
			return out
		}
	}
	return sha256.Sum256([]byte(t.Secret))
}

// visitor is who asks.
type visitor struct {
	Name  string // of the token, "" for a stranger
	Write bool
	form  string // what a form of a signed-in browser must carry; "" for a bearer
}

type visitorKey struct{}

func visiting(ctx context.Context) visitor {
	v, _ := ctx.Value(visitorKey{}).(visitor)
	return v
}

const (
	cookieName = "attache"
	stay       = 30 * 24 * time.Hour
)

// bearer finds the token with a secret. Every token is compared in constant
// time, so that the time tells nothing.
func (s *Server) bearer(secret string) (Token, bool) {
	got := sha256.Sum256([]byte(secret))
	var found Token
	ok := false
	for _, t := range s.opt.Tokens {
		want := t.digest()
		if subtle.ConstantTimeCompare(got[:], want[:]) == 1 {
			found, ok = t, true
		}
	}
	return found, ok
}

// visitor tells who asks: the bearer of a token, a browser that signed in with
// one, or a stranger. ok is false for a token that nobody has.
func (s *Server) visitor(r *http.Request) (v visitor, ok bool) {
	if h := r.Header.Get("Authorization"); h != "" {
		kind, secret, _ := strings.Cut(h, " ")
		t, ok := s.bearer(strings.TrimSpace(secret))
		return visitor{Name: t.Name, Write: t.Write}, ok && strings.EqualFold(kind, "Bearer")
	}
	c, err := r.Cookie(cookieName)
	if err != nil {
		return visitor{}, true
	}
	t, ok := s.session(c.Value)
	if !ok {
		return visitor{}, true // an old cookie is no offence
	}
	return visitor{Name: t.Name, Write: t.Write, form: s.sign("form", c.Value)}, true
}

// identified puts the visitor into the context and keeps strangers out when
// reading is closed.
func (s *Server) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, ok := s.visitor(r)
		if !ok {
			w.Header().Set("WWW-Authenticate", `Bearer realm="attache", error="invalid_token"`)
			fail(w, r, http.StatusUnauthorized, "The token is not known here.")
			return
		}
		if s.opt.Closed && v.Name == "" && !public(r.URL.Path) {
			if page(r) {
				http.Redirect(w, r, "/signin?to="+escaped(r.URL.RequestURI()), http.StatusSeeOther)
				return
			}
			w.Header().Set("WWW-Authenticate", `Bearer realm="attache"`)
			fail(w, r, http.StatusUnauthorized, "Reading needs a token here: send it as Authorization: Bearer.")
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
	})
}

func public(path string) bool {
	return strings.HasPrefix(path, "/static/") || path == "/signin" || path == "/healthz" || path == "/readyz"
}

// page says whether a person waits for the answer, not a program.
func page(r *http.Request) bool {
	p := r.URL.Path
	return !strings.HasPrefix(p, "/api/") && p != "/mcp" && p != "/metrics" && p != "/api" && strings.Contains(r.Header.Get("Accept"), "text/html")
}

// sign binds words to this server's tokens: who changes the tokens ends every
// session.
func (s *Server) sign(words ...string) string {
	m := hmac.New(sha256.New, s.secret[:])
	for _, w := range words {
		m.Write([]byte(w))
		m.Write([]byte{0})
	}
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// newSession gives a cookie's value for a token: name, end, chance, signature.
func (s *Server) newSession(t Token) string {
	head := base64.RawURLEncoding.EncodeToString([]byte(t.Name)) + "." + strconv.FormatInt(s.opt.Now().Add(stay).Unix(), 10) + "." + rand.Text()
	return head + "." + s.sign("session", head)
}

func (s *Server) session(value string) (Token, bool) {
	at := strings.LastIndexByte(value, '.')
	if at < 0 || !same(value[at+1:], s.sign("session", value[:at])) {
		return Token{}, false
	}
	parts := strings.Split(value[:at], ".")
	end, err := strconv.ParseInt(parts[1], 10, 64)
	name, err2 := base64.RawURLEncoding.DecodeString(parts[0])
	if err != nil || err2 != nil || s.opt.Now().Unix() > end {
		return Token{}, false
	}
	for _, t := range s.opt.Tokens {
		if t.Name == string(name) {
			return t, true
		}
	}
	return Token{}, false
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// mask hides the form's token anew in every page, so that its length in a
// packed answer tells nothing.
func mask(token string) string {
	if token == "" {
		return ""
	}
	pad := make([]byte, len(token))
	_, _ = rand.Read(pad) // crypto/rand does not fail
	out := make([]byte, 2*len(token))
	copy(out, pad)
	for i := range pad {
		out[len(pad)+i] = pad[i] ^ token[i]
	}
	return base64.RawURLEncoding.EncodeToString(out)
}

func unmask(masked string) string {
	b, err := base64.RawURLEncoding.DecodeString(masked)
	if err != nil || len(b)%2 != 0 {
		return ""
	}
	n := len(b) / 2
	for i := range n {
		b[n+i] ^= b[i]
	}
	return string(b[n:])
}

// writing lets through who may write. A browser that signed in must also send
// the token of the form, which no other site can read.
func (s *Server) writing(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := visiting(r.Context())
		switch {
		case v.Name == "" && page(r):
			http.Redirect(w, r, "/signin?to="+escaped(r.URL.Path), http.StatusSeeOther)
		case v.Name == "":
			w.Header().Set("WWW-Authenticate", `Bearer realm="attache"`)
			fail(w, r, http.StatusUnauthorized, "Writing needs a token: send it as Authorization: Bearer, or sign in.")
		case !v.Write:
			fail(w, r, http.StatusForbidden, "This token may read but not write.")
		case v.form != "" && !same(unmask(cmp.Or(r.Header.Get("X-Form-Token"), formValue(r, "form"))), v.form):
			fail(w, r, http.StatusForbidden, "The form is out of date: go back, load the page again and send it once more.")
		default:
			next(w, r)
		}
	}
}
