package feed

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"codeberg.org/readeck/go-readability/v2/render"
	nethtml "golang.org/x/net/html"

	"github.com/attache/attache/internal/text"
)

// maxElements bounds the work on one page; the longest articles have some
// thousand.
const maxElements = 100_000

// readHTML finds the article of a page: its text with an empty line between
// paragraphs, title, author, site and date. language is what the page declares.
func readHTML(s source, raw []byte) (r *text.Report, language string, err error) {
	label := s.label
	if label == "" {
		label = declared(raw)
	}
	if raw, err = toUTF8(raw, label); err != nil {
		return nil, "", err
	}
	err = guard(func() error {
		r, language, err = article(s, raw)
		return err
	})
	return r, language, err
}

func article(s source, raw []byte) (*text.Report, string, error) {
	doc, err := nethtml.Parse(bytes.NewReader(raw))
	if err != nil {
		return nil, "", fmt.Errorf("broken HTML (%w): save the page's text instead", err)
	}
	page, err := url.Parse(s.url)
	if err != nil || !page.IsAbs() {
		page = nil
	}
	stamp := timeElement(doc)
	p := readability.NewParser()
	p.MaxElemsToParse = maxElements
	a, err := p.ParseAndMutate(doc, page)
	if err != nil {
		return nil, "", fmt.Errorf("no article found in this page (%w): save its text instead", err)
	}
	var t strings.Builder
	if a.Node != nil {
		t.WriteString(paragraphs(a.Node))
	}
	if strings.TrimSpace(t.String()) == "" {
		return nil, "", errors.New("no article text found in this page: save its text instead")
	}
	r := &text.Report{
		ID: s.reportID(), URL: s.url, Text: t.String(),
		Title: oneLine(a.Title()), Author: oneLine(a.Byline()), Source: oneLine(a.SiteName()),
	}
	if d, err := a.PublishedTime(); err == nil && plausible(d.Year()) {
		r.Published, r.Dated = d, text.Given
	} else if !stamp.IsZero() {
		r.Published, r.Dated = stamp, text.Given
	}
	return r, a.Language(), nil
}

var manyLines = regexp.MustCompile(`\s*\n\s*`)

// paragraphs renders a node as text, one empty line between its blocks.
func paragraphs(n *nethtml.Node) string {
	return manyLines.ReplaceAllString(strings.TrimSpace(render.InnerText(n)), "\n\n")
}

// timeElement reads the first <time datetime="…"> of a page, which sites set
// for the day of publication where they state no other.
func timeElement(doc *nethtml.Node) time.Time {
	for n := range doc.Descendants() {
		if n.Type != nethtml.ElementNode || n.Data != "time" {
			continue
		}
		for _, a := range n.Attr {
			if d, ok := parseGiven(a.Val); ok && a.Key == "datetime" {
				return d
			}
		}
	}
	return time.Time{}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// guard turns a panic of a library on hostile input into an error.
func guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("too broken to read (%.80v): save its text instead", p)
		}
	}()
	return f()
}
