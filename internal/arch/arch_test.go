package arch

import (
	"bufio"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root     = "../.."
	module   = "github.com/attache/attache"
	maxFile  = 500 // lines
	maxFunc  = 60
	docFile  = "doc.go"
	cmdMain  = "cmd/attache"
	training = "training"
)

// order is the house from top to bottom, as ARCHITECTURE.md shows it: a package
// may import what stands in a row above its own, or beside it further left.
// Names end in "/" when they stand for all below them.
var order = [][]string{
	{"codebook/", "model"},
	{"internal/text"},
	{"internal/feed"},
	{"internal/syntax"},
	{"internal/learn"},
	{"internal/linear"},
	{"internal/split"},
	{"internal/tag"},
	{"internal/parse/"},
	{"internal/lemma"},
	{"internal/codebook"},
	{"internal/when"},
	{"internal/quantity"},
	{"internal/place"},
	{"internal/mention"},
	{"internal/clause"},
	{"internal/event"},
	{"internal/eval/gold"}, // annotation as data; training and scoring share it
	{"internal/coder"},
	{"internal/explain"},
	{"internal/gaps"},
	{"internal/relate"},
	{"internal/ledger"},
	{"internal/eval/"},
	{"internal/run"},
	{"internal/export"},
	{"internal/brief"},
	{"internal/story"},
	{"internal/store/"},
	{"internal/watch/"},
	{"internal/web/"},
	{"."},
	{cmdMain, training + "/"},
}

// lower says how far down a package stands, -1 when it has no place.
func lower(pkg string) int {
	return slices.IndexFunc(order, func(row []string) bool {
		return slices.ContainsFunc(row, func(name string) bool {
			dir, tree := strings.CutSuffix(name, "/")
			return pkg == dir || tree && strings.HasPrefix(pkg, name)
		})
	})
}

// file is a Go file with what was parsed of it.
type file struct {
	name  string // slash-separated, from the root of the repository
	ast   *ast.File
	set   *token.FileSet
	lines int
}

func (f file) pkg() string { return path.Dir(f.name) }

func (f file) test() bool { return strings.HasSuffix(f.name, "_test.go") }

// files parses every Go file of the repository.
func files(t *testing.T) []file {
	t.Helper()
	var out []file
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "bin"):
			return fs.SkipDir
		case !strings.HasSuffix(p, ".go"):
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		out = append(out, file{filepath.ToSlash(rel), tree, set, set.File(tree.Pos()).LineCount()})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// imports lists the packages of this module that a file imports, from the root.
func (f file) imports() []string {
	var out []string
	for _, i := range f.ast.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		if p == module {
			out = append(out, ".")
		} else if rest, ok := strings.CutPrefix(p, module+"/"); ok {
			out = append(out, rest)
		}
	}
	return out
}

func TestNoPackageImportsOneBelowIt(t *testing.T) {
	for _, f := range files(t) {
		if f.test() {
			continue
		}
		mine := lower(f.pkg())
		if mine < 0 && f.pkg() != "internal/arch" {
			t.Errorf("%s: %s has no place in the house: give it one in internal/arch and in ARCHITECTURE.md", f.name, f.pkg())
			continue
		}
		for _, p := range f.imports() {
			if lower(p) > mine {
				t.Errorf("%s: %s imports %s, which stands below it", f.name, f.pkg(), p)
			}
			if f.pkg() == "internal/linear" || f.pkg() == "internal/learn" {
				t.Errorf("%s: %s knows no other package, but imports %s", f.name, f.pkg(), p)
			}
		}
	}
}

func TestFilesAndFunctionsFitTheScreen(t *testing.T) {
	for _, f := range files(t) {
		if f.test() || ast.IsGenerated(f.ast) {
			continue
		}
		if f.lines > maxFile {
			t.Errorf("%s: %d lines, at most %d: split it by subject", f.name, f.lines, maxFile)
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			from, to := f.set.Position(fn.Pos()).Line, f.set.Position(fn.End()).Line
			if n := to - from + 1; n > maxFunc {
				t.Errorf("%s:%d: %s has %d lines, at most %d", f.name, from, fn.Name.Name, n, maxFunc)
			}
		}
	}
}

// undocumented are packages whose comment still stands in another file than
// doc.go. The list only shrinks: a package that has its doc.go must leave it.
var undocumented []string

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	docs := map[string]bool{}
	for _, f := range files(t) {
		docs[f.pkg()] = docs[f.pkg()] || f.ast.Doc != nil && (path.Base(f.name) == docFile || !strings.HasPrefix(f.name, "internal/"))
	}
	for pkg, ok := range docs {
		known := slices.Contains(undocumented, pkg)
		if ok && known {
			t.Errorf("%s has its %s now: take it off the list in internal/arch", pkg, docFile)
		}
		if !ok && !known {
			t.Errorf("%s: no %s with a package comment: say what goes in, what comes out, what it must not know", pkg, docFile)
		}
	}
}

func TestNoCgoAndNoWorkAtStart(t *testing.T) {
	for _, f := range files(t) {
		for _, i := range f.ast.Imports {
			if i.Path.Value == `"C"` {
				t.Errorf("%s: imports C: the default build has no cgo", f.name)
			}
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: works in init", f.name)
			}
		}
	}
}

// TestArchitectureIsTrue finds every package's folder in ARCHITECTURE.md.
func TestArchitectureIsTrue(t *testing.T) {
	book, err := os.Open(filepath.Join(root, "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	named := map[string]bool{}
	word := regexp.MustCompile("`([a-z/]+)`")
	for s := bufio.NewScanner(book); s.Scan(); {
		if !strings.HasPrefix(s.Text(), "|") {
			continue
		}
		for _, m := range word.FindAllStringSubmatch(s.Text(), -1) {
			named[path.Base(strings.TrimSuffix(m[1], "/"))] = true
		}
	}
	for _, f := range files(t) {
		dir := f.pkg()
		for path.Dir(dir) != "." && path.Dir(dir) != "internal" && path.Dir(dir) != "cmd" {
			dir = path.Dir(dir)
		}
		if top, _, _ := strings.Cut(dir, "/"); top == training || dir == "." || dir == "internal/arch" {
			continue
		}
		if !named[path.Base(dir)] {
			t.Errorf("ARCHITECTURE.md does not name %s", dir)
			named[path.Base(dir)] = true
		}
	}
}
