package feed

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"mime"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/attache/attache/internal/text"
)

// Channel is an RSS, Atom or JSON feed as it came, for those who follow it.
type Channel struct {
	Title, Language string // as the feed states them, "" when it does not
	Entries         []Entry
}

// Entry is an item of a feed. What the feed does not say is empty or zero.
type Entry struct {
	ID, URL, Title, Author string
	Text                   string // without markup; often only the beginning of the article
	Published, Updated     time.Time
}

// ParseChannel reads a feed fetched by the caller. label is the encoding that
// the sender declared, or "". An entry's broken text is left out, not the
// entry. A document type with entities of its own is refused.
func ParseChannel(raw []byte, label string) (*Channel, error) {
	f, err := parseFeed(raw, label)
	if err != nil {
		return nil, err
	}
	c := &Channel{Title: oneLine(f.Title), Language: f.Language, Entries: make([]Entry, 0, len(f.Items))}
	for _, item := range f.Items {
		if item != nil {
			c.Entries = append(c.Entries, entryOf(item))
		}
	}
	return c, nil
}

func entryOf(item *gofeed.Item) Entry {
	e := Entry{ID: item.GUID, URL: item.Link, Title: oneLine(plainTitle(item.Title))}
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		e.Author = oneLine(item.Authors[0].Name)
	}
	_ = guard(func() (err error) { // hostile text costs the text, not the entry
		e.Text, err = fragmentText(cmp.Or(item.Content, item.Description))
		return err
	})
	if d := item.PublishedParsed; d != nil && plausible(d.Year()) {
		e.Published = *d
	}
	if d := item.UpdatedParsed; d != nil && plausible(d.Year()) {
		e.Updated = *d
	}
	return e
}

// parseFeed gives the items of a feed in any encoding, in its order.
func parseFeed(raw []byte, label string) (*gofeed.Feed, error) {
	if label == "" {
		label = declared(raw)
	}
	raw, err := toUTF8(raw, label)
	if err != nil {
		return nil, err
	}
	raw = dropEncoding(raw)
	if !bytes.HasPrefix(bytes.TrimLeft(raw, " \t\r\n"), []byte("{")) {
		if err := shallow(raw); err != nil {
			return nil, err
		}
	}
	var f *gofeed.Feed
	err = guard(func() error {
		var err error
		f, err = gofeed.NewParser().Parse(bytes.NewReader(raw))
		return err
	})
	switch {
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return nil, errors.New("XML, but no RSS or Atom feed: give the feed, or its text")
	case err != nil:
		return nil, fmt.Errorf("broken feed (%w): fetch it again", err)
	}
	return f, nil
}

// Page is one document of the web as a report, with the language that it
// declares ("en-GB"), "" when it does not.
type Page struct {
	Report   *text.Report
	Language string
}

// ParsePage makes a report of one HTML page or plain text fetched by the
// caller from url. media is the Content-Type it came with, or "". Other kinds
// of documents are refused.
func ParsePage(raw []byte, url, media string) (Page, error) {
	s := source{name: url, url: url}
	if m, params, err := mime.ParseMediaType(media); err == nil {
		s.kind, s.label = kindOfMedia(m), params["charset"]
	}
	var p Page
	var err error
	switch sniff(s.kind, raw[:min(len(raw), sniffLen)]) {
	case html:
		p.Report, p.Language, err = readHTML(s, raw)
	case plain:
		p.Report, err = readPlain(s, raw)
	case binary:
		err = whatBinary(raw)
	default:
		err = errors.New("neither a page nor plain text: give the page of the article")
	}
	if err != nil {
		return Page{}, err
	}
	finish(p.Report, time.Time{})
	return p, nil
}

// Finish marks the furniture of a report made by the caller, and takes its
// title and day from its text where it has none. It is to be called once.
func Finish(r *text.Report) { finish(r, time.Time{}) }

// ToUTF8 gives a document fetched by the caller as UTF-8, by its byte order
// mark, the label that the sender declared ("" for none), what it declares
// itself, or its bytes. An XML declaration names UTF-8 behind it.
func ToUTF8(raw []byte, label string) ([]byte, error) {
	raw, err := toUTF8(raw, cmp.Or(label, declared(raw)))
	if err != nil {
		return nil, err
	}
	return dropEncoding(raw), nil
}

// SafeXML refuses XML that declares entities or nests too deep.
func SafeXML(raw []byte) error { return shallow(raw) }

// ParseDate reads a date as feeds and sitemaps write it.
func ParseDate(s string) (time.Time, bool) { return parseGiven(s) }
