package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/attache/attache/internal/store"
	"github.com/attache/attache/internal/web/atlas"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static
var static embed.FS

// views are the pages' templates and the files beside them.
type views struct {
	pages  map[string]*template.Template
	assets map[string]asset
}

type asset struct {
	bytes []byte
	mime  string
	tag   string
}

// view is what every page is given.
type view struct {
	Title, Nav string
	Q          string // words searched for
	Visitor    visitor
	Form       string // for forms that write
	Version    string
	Data       any
}

// navigation, left to right.
var navigation = []struct{ Key, Name, Href string }{
	{"brief", "Brief", "/"}, {"events", "Events", "/events"}, {"dyads", "Dyads", "/dyads"}, {"ledger", "Ledger", "/ledger"}, {"map", "Map", "/map"},
	{"actors", "Actors", "/actors"}, {"sources", "Sources", "/sources"}, {"review", "Review", "/review"},
}

// shared are templates that every page may use.
var shared = []string{"templates/base.html", "templates/pieces.html", "templates/range.html"}

func (s *Server) newViews() (*views, error) {
	v := &views{pages: map[string]*template.Template{}, assets: map[string]asset{}}
	if err := v.load(); err != nil {
		return nil, err
	}
	base, err := template.New("").Funcs(s.funcs(v)).ParseFS(templates, shared...)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if t, err = t.ParseFS(templates, f); err != nil {
			return nil, err
		}
		v.pages[strings.TrimSuffix(path.Base(f), ".html")] = t
	}
	return v, nil
}

// load reads the files beside the pages once, and names each by its content.
func (v *views) load() error {
	put := func(name string, b []byte) {
		sum := sha256.Sum256(b)
		v.assets[name] = asset{b, mime.TypeByExtension(path.Ext(name)), hex.EncodeToString(sum[:6])}
	}
	put("world.svg", atlas.World())
	return fs.WalkDir(static, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := static.ReadFile(p)
		put(strings.TrimPrefix(p, "static/"), b)
		return err
	})
}

// asset answers with a file beside the pages. One asked for by its content's
// name never changes.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.views.assets[r.PathValue("name")]
	if !ok {
		fail(w, r, http.StatusNotFound, "There is no such file.")
		return
	}
	w.Header().Set("Content-Type", a.mime)
	w.Header().Set("ETag", `"`+a.tag+`"`)
	keep := "public, max-age=3600"
	if r.URL.Query().Get("v") == a.tag {
		keep = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", keep)
	if r.Header.Get("If-None-Match") == `"`+a.tag+`"` {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(a.bytes)
}

// asker answers one page: the template's name, its head and its data.
type asker func(r *http.Request) (name string, v view, err error)

// page serves what an asker gives.
func (s *Server) page(nav string, ask asker) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name, v, err := ask(r)
		if err != nil {
			s.failed(w, r, err)
			return
		}
		v.Nav = nav
		s.render(w, r, http.StatusOK, name, v)
	}
}

// badRequest is a question that makes no sense; its text says what would.
type badRequest struct{ error }

func bad(format string, args ...any) error { return badRequest{fmt.Errorf(format, args...)} }

func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error) {
	code, text := http.StatusInternalServerError, "The record could not answer; the log has the details."
	var b badRequest
	switch {
	case errors.As(err, &b), errors.Is(err, store.ErrQuestion):
		code, text = http.StatusBadRequest, err.Error()
	case errors.Is(err, store.ErrNotFound):
		code, text = http.StatusNotFound, "The record holds nothing by this name."
	case r.Context().Err() != nil:
		code, text = http.StatusServiceUnavailable, "The question took too long."
	default:
		s.opt.Log.Error("page", "path", r.URL.Path, "error", err)
	}
	if !page(r) {
		fail(w, r, code, text)
		return
	}
	s.render(w, r, code, "error", view{Title: http.StatusText(code), Data: text})
}

// render writes a page whole or not at all.
func (s *Server) render(w http.ResponseWriter, r *http.Request, code int, name string, v view) {
	v.Visitor = visiting(r.Context())
	v.Form, v.Version = mask(v.Visitor.form), s.opt.Version
	var b bytes.Buffer
	if err := s.views.pages[name].ExecuteTemplate(&b, "base", &v); err != nil {
		s.opt.Log.Error("template", "page", name, "error", err)
		fail(w, r, http.StatusInternalServerError, "The page could not be written; the log has the details.")
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Vary", "Cookie, Authorization")
	w.WriteHeader(code)
	_, _ = w.Write(b.Bytes())
}

// fail answers with an error: a problem of RFC 9457 for programs, one line of
// text for everybody else. Neither holds words of the request.
func fail(w http.ResponseWriter, r *http.Request, code int, text string) {
	w.Header().Del("ETag")
	w.Header().Set("Cache-Control", "no-store")
	if strings.HasPrefix(r.URL.Path, "/api/") {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(code)
		fmt.Fprintf(w, `{"title":%q,"status":%d,"detail":%q}`+"\n", http.StatusText(code), code, text)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	fmt.Fprintln(w, text)
}

func escaped(s string) string { return url.QueryEscape(s) }

// formValue reads a field of a posted form.
func formValue(r *http.Request, name string) string {
	if r.Method != http.MethodPost || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return ""
	}
	return r.PostFormValue(name)
}

// local keeps a place to go back to within these pages.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return u.RequestURI()
}
