package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"reflect"
	"sort"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/attache/attache/internal/store"
)

// api describes and serves the HTTP API; its OpenAPI is generated from the
// types of questions and answers.
func (s *Server) api(mux *http.ServeMux) error {
	own := http.NewServeMux()
	c := huma.DefaultConfig("attache", cmp.Or(s.opt.Version, "devel"))
	c.Info.Description = "The record: who did, said or promised what to whom, with the words that prove it. Days are ISO 8601, offsets count Unicode characters."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "/api/openapi", "", "", nil
	c.RejectUnknownQueryParameters = true
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
	c.Tags = []*huma.Tag{{Name: "events"}, {Name: "parties"}, {Name: "ledger"}, {Name: "reports"}, {Name: "coding"}, {Name: "review"}, {Name: "exports"}}
	a := humago.New(own, c)
	s.apiAsk(a)
	s.apiRecord(a)
	s.apiDo(a)
	s.apiExport(a)
	s.describe = a.OpenAPI()
	own.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		// The mux below knows addresses and methods; what it lacks is a problem
		// in JSON.
		fail(w, r, http.StatusNotFound, "There is no such address in the API: see /api/openapi.json.")
	})
	mux.Handle("/api/", tagged(own))
	return nil
}

// schemaName tells an event as it was coded from one of the record, which
// knows more of it.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	if strings.Contains(t.PkgPath()+"."+t.Name(), "internal/export.") {
		return "Coded" + name
	}
	return name
}

// call describes one call. All reading needs a token when reading is
// closed; the description says what holds here.
func (s *Server) call(method, path, id, tag, summary string, codes ...int) huma.Operation {
	op := huma.Operation{Method: method, Path: path, OperationID: id, Tags: []string{tag}, Summary: summary, MaxBodyBytes: s.opt.MaxBody,
		Errors: append([]int{http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInternalServerError}, codes...)}
	if s.opt.Closed {
		op.Security = []map[string][]string{{"token": {}}}
		op.Errors = append(op.Errors, http.StatusUnauthorized)
	}
	return op
}

// write describes a call that needs a token that may write.
func (s *Server) write(op huma.Operation) huma.Operation {
	op.Security = []map[string][]string{{"token": {}}}
	op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden)
	op.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		s.writing(func(http.ResponseWriter, *http.Request) { next(ctx) })(w, r)
	}}
	return op
}

// answer turns errors of the record into answers.
func (s *Server) answer(ctx context.Context, err error) error {
	var b badRequest
	switch {
	case err == nil:
		return nil
	case errors.As(err, &b), errors.Is(err, store.ErrQuestion):
		return huma.Error400BadRequest(err.Error())
	case errors.Is(err, store.ErrNotFound):
		return huma.Error404NotFound("The record holds nothing by this name.")
	case ctx.Err() != nil:
		return huma.Error503ServiceUnavailable("The question took too long.")
	}
	s.opt.Log.Error("api", "error", err)
	return huma.Error500InternalServerError("The record could not answer; the log has the details.")
}

// body is an answer.
type body[T any] struct {
	ETag string `header:"ETag" doc:"Changes when the answer does: send it back as If-None-Match"`
	Body T
}

// list is a part of a list.
type list[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty" doc:"Cursor of the next part; absent behind the last"`
}

// Paged is which part of a list is asked for.
type Paged struct {
	After string `query:"after" maxLength:"200" doc:"Cursor that the part before gave"`
	Limit int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"Items in the part"`
}

func (p Paged) page() store.Page { return store.Page{After: p.After, Limit: p.Limit} }

func listed[T any](items []T, next string) *body[list[T]] {
	if items == nil {
		items = []T{}
	}
	return &body[list[T]]{Body: list[T]{items, next}}
}

// mostTagged is the size of an answer that is kept back to be named, in bytes;
// what is longer streams without a name.
const mostTagged = 4 << 20

// tagged names every answer by its content, and says "not modified" to who has
// it.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead || strings.HasPrefix(r.URL.Path, "/api/export/") {
			w.Header().Set("Cache-Control", "no-store")
			next.ServeHTTP(w, r)
			return
		}
		k := &keeper{ResponseWriter: w}
		next.ServeHTTP(k, r)
		k.send(r)
	})
}

// keeper holds an answer back until it is whole.
type keeper struct {
	http.ResponseWriter
	code int
	buf  bytes.Buffer
	sent bool
}

func (k *keeper) WriteHeader(code int) { k.code = code }

func (k *keeper) Write(b []byte) (int, error) {
	if !k.sent && k.buf.Len()+len(b) > mostTagged {
		k.flush()
	}
	if k.sent {
		return k.ResponseWriter.Write(b)
	}
	return k.buf.Write(b)
}

func (k *keeper) flush() {
	k.sent = true
	if k.code != 0 {
		k.ResponseWriter.WriteHeader(k.code)
	}
	_, _ = k.ResponseWriter.Write(k.buf.Bytes())
}

func (k *keeper) send(r *http.Request) {
	if k.sent {
		return
	}
	h := k.Header()
	if k.code == 0 || k.code == http.StatusOK {
		sum := sha256.Sum256(k.buf.Bytes())
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		h.Set("Cache-Control", "private, no-cache")
		h.Set("Vary", "Authorization, Cookie, Accept")
		if matches(r.Header.Get("If-None-Match"), tag) {
			h.Del("Content-Type")
			h.Del("Content-Length")
			k.ResponseWriter.WriteHeader(http.StatusNotModified)
			return
		}
	}
	k.flush()
}

// matches reads If-None-Match: packed answers come back with a weak mark.
func matches(header, tag string) bool {
	for _, t := range strings.Split(header, ",") {
		t = strings.TrimPrefix(strings.TrimSpace(t), "W/")
		if t == tag || t == "*" {
			return true
		}
	}
	return false
}

// apiGroup is a part of the page that lists the API.
type apiGroup struct {
	Name string
	Ops  []apiOp
}

type apiOp struct{ Method, Path, Summary, Params string }

// apiPage lists the calls, from the same description.
func (s *Server) apiPage(*http.Request) (string, view, error) {
	byTag := map[string][]apiOp{}
	for path, item := range s.describe.Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete} {
			if op == nil || len(op.Tags) == 0 {
				continue
			}
			var params []string
			for _, p := range op.Parameters {
				if p.In == "query" {
					params = append(params, p.Name)
				}
			}
			byTag[op.Tags[0]] = append(byTag[op.Tags[0]], apiOp{method, path, op.Summary, strings.Join(params, ", ")})
		}
	}
	var groups []apiGroup
	for _, t := range s.describe.Tags {
		ops := byTag[t.Name]
		sort.Slice(ops, func(i, j int) bool { return ops[i].Path+ops[i].Method < ops[j].Path+ops[j].Method })
		groups = append(groups, apiGroup{strings.ToUpper(t.Name[:1]) + t.Name[1:], ops})
	}
	return "api", view{Title: "API", Data: struct{ Groups []apiGroup }{groups}}, nil
}
