package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// pages puts every page under its address.
func (s *Server) pages(mux *http.ServeMux) {
	for _, p := range [...]struct {
		pattern, nav string
		ask          asker
	}{
		{"GET /{$}", "brief", s.brief},
		{"GET /events", "events", s.events},
		{"GET /events/{id}", "events", s.event},
		{"GET /reports/{id}", "", s.report},
		{"GET /stories/{id}", "", s.story},
		{"GET /dyads", "dyads", s.dyads},
		{"GET /dyads/{a}/{b}", "dyads", s.dyad},
		{"GET /actors", "actors", s.actors},
		{"GET /actors/{code}", "actors", s.actor},
		{"GET /ledger", "ledger", s.ledger},
		{"GET /ledger/{id}", "ledger", s.ledgerEntry},
		{"GET /map", "map", s.mapPage},
		{"GET /sources", "sources", s.sources},
		{"GET /search", "", s.search},
		{"GET /review", "review", s.review},
		{"GET /api", "", s.apiPage},
		{"GET /signin", "", s.signinPage},
	} {
		mux.HandleFunc(p.pattern, s.page(p.nav, p.ask))
	}
	mux.HandleFunc("GET /static/{name}", s.asset)
	mux.HandleFunc("GET /alerts/{name}", s.alertFeed)
	mux.HandleFunc("GET /dyad", s.toDyad)
	mux.HandleFunc("POST /signin", s.signin)
	mux.HandleFunc("POST /signout", s.signout)
	mux.HandleFunc("POST /review/{id}", s.writing(s.judge))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.failed(w, r, store.ErrNotFound) })
}

// toDyad goes to the page of the two parties that a form names.
func (s *Server) toDyad(w http.ResponseWriter, r *http.Request) {
	a, b := s.names.code(r.URL.Query().Get("a")), s.names.code(r.URL.Query().Get("b"))
	if a == "" || b == "" {
		s.failed(w, r, bad("Name two parties, as Japan and United States."))
		return
	}
	http.Redirect(w, r, "/dyads/"+url.PathEscape(a)+"/"+url.PathEscape(b), http.StatusSeeOther)
}

type signinData struct{ To, Wrong string }

func (s *Server) signinPage(r *http.Request) (string, view, error) {
	return "signin", view{Title: "Sign in", Data: signinData{To: local(r.URL.Query().Get("to"))}}, nil
}

// signin gives a browser a cookie for a token.
func (s *Server) signin(w http.ResponseWriter, r *http.Request) {
	t, ok := s.bearer(strings.TrimSpace(formValue(r, "token")))
	if !ok {
		s.opt.Log.Warn("refused token", "client", s.client(r))
		s.render(w, r, http.StatusUnauthorized, "signin", view{Title: "Sign in", Data: signinData{local(formValue(r, "to")), "No such token."}})
		return
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: s.newSession(t), Path: "/", MaxAge: int(stay / time.Second), HttpOnly: true,
		SameSite: http.SameSiteStrictMode, Secure: s.secure(r)})
	http.Redirect(w, r, local(formValue(r, "to")), http.StatusSeeOther)
}

// secure says whether the browser speaks TLS to us, or to a proxy we trust.
func (s *Server) secure(r *http.Request) bool {
	return r.TLS != nil || s.opt.TrustProxy && r.Header.Get("X-Forwarded-Proto") == "https"
}

func (s *Server) signout(w http.ResponseWriter, r *http.Request) {
	if v := visiting(r.Context()); v.form != "" && !same(unmask(formValue(r, "form")), v.form) {
		fail(w, r, http.StatusForbidden, "The form is out of date: load the page again.")
		return
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: s.secure(r)})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// asked reads the filter of a page's address.
func (s *Server) asked(r *http.Request) (*Asked, store.Filter, error) {
	if !strings.HasPrefix(r.URL.Path, "/api/") && len(r.URL.RawQuery) > 8000 {
		return nil, store.Filter{}, bad("The question is too long.")
	}
	a := askedIn(r.URL.Query())
	f, err := a.filter(s.names)
	if err != nil {
		return a, f, badRequest{err}
	}
	return a, f, nil
}

// next is the address of the same list further on, "" at its end.
func next(r *http.Request, cursor string) string {
	if cursor == "" {
		return ""
	}
	q := r.URL.Query()
	q.Set("after", cursor)
	return r.URL.Path + "?" + q.Encode()
}

// partOf reads which part of a list is asked for.
func partOf(r *http.Request, limit int) store.Page {
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && n > 0 && n <= 200 {
		limit = n
	}
	return store.Page{After: r.URL.Query().Get("after"), Limit: limit}
}

// spanned tells the days of a filter in words.
func spanned(f store.Filter) string {
	switch {
	case f.From.IsZero() && f.To.IsZero():
		return ""
	case f.From.IsZero():
		return "until " + published(f.To)
	case f.To.IsZero():
		return "since " + published(f.From)
	case f.From.Equal(f.To):
		return "on " + published(f.From)
	}
	return "from " + published(f.From) + " to " + published(f.To)
}
