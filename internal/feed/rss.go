package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/attache/attache/internal/text"
)

// readFeed makes a report of each item of an RSS or Atom feed, in its order.
func readFeed(s source, raw []byte, out *sink) bool {
	f, err := parseFeed(raw, s.label)
	if err != nil {
		return out.fail(s.name, 0, err)
	}
	if len(f.Items) == 0 {
		return out.fail(s.name, 0, errors.New("a feed without items"))
	}
	for i, item := range f.Items {
		r, err := readItem(item, f)
		if err != nil {
			err = fmt.Errorf("item %d (%.60q): %w", i+1, oneLine(item.Title), err)
			if !out.fail(s.name, 0, err) {
				return false
			}
			continue
		}
		if !out.report(r) {
			return false
		}
	}
	return true
}

func readItem(item *gofeed.Item, f *gofeed.Feed) (*text.Report, error) {
	body := cmp.Or(item.Content, item.Description)
	var t string
	err := guard(func() error {
		var err error
		t, err = fragmentText(body)
		return err
	})
	if err != nil {
		return nil, err
	}
	if t == "" {
		return nil, fmt.Errorf("no text, only a title: fetch %.200s", cmp.Or(item.Link, "the page it stands for"))
	}
	r := &text.Report{
		ID: cmp.Or(item.GUID, item.Link), URL: item.Link, Text: t,
		Title: oneLine(plainTitle(item.Title)), Source: oneLine(f.Title),
	}
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		r.Author = oneLine(item.Authors[0].Name)
	}
	for _, d := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
		if d != nil && r.Dated == text.Unknown && plausible(d.Year()) {
			r.Published, r.Dated = *d, text.Given
		}
	}
	return r, nil
}

// fragmentText gives the text of a piece of HTML, an empty line between its
// blocks. Plain text comes through with its line ends as paragraphs.
func fragmentText(body string) (string, error) {
	root := &nethtml.Node{Type: nethtml.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := nethtml.ParseFragment(strings.NewReader(body), root)
	if err != nil {
		return "", fmt.Errorf("broken HTML (%w)", err)
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return paragraphs(root), nil
}

func plainTitle(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	return nethtml.UnescapeString(s)
}

// dropEncoding takes the encoding out of an XML declaration, since the bytes
// are UTF-8 by now.
func dropEncoding(raw []byte) []byte {
	m := xmlCharset.FindSubmatchIndex(raw[:min(len(raw), sniffLen)])
	if m == nil {
		return raw
	}
	return append(append(bytes.Clone(raw[:m[2]]), "utf-8"...), raw[m[3]:]...)
}

// maxDepth bounds how deep XML may nest: the parser calls itself, and hostile
// files would exhaust the stack.
const maxDepth = 256

func shallow(raw []byte) error {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	depth := 0
	for {
		tok, err := d.RawToken()
		if err != nil { // the end, or an error that the parser meets and names
			return nil
		}
		switch t := tok.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return errors.New("XML that declares entities of its own: not a feed to trust")
			}
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > maxDepth {
			return fmt.Errorf("XML nested more than %d deep: not a feed to trust", maxDepth)
		}
	}
}
