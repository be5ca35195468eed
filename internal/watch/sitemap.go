package watch

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/attache/attache/internal/feed"
)

// siteMap is a sitemap, or an index of sitemaps.
type siteMap struct {
	index bool
	pages []sitePage // in their order
}

// sitePage is a page of a site, or a sitemap of an index.
type sitePage struct {
	url, title, language, channel string
	published                     time.Time // from the news extension
	changed                       time.Time
}

// xmlPage is a url or sitemap element, with the news extension.
type xmlPage struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Title       string `xml:"title"`
		Date        string `xml:"publication_date"`
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// maxPages is what the protocol allows a sitemap.
const maxPages = 50_000

// isSitemap tells a sitemap from a feed by its root.
func isSitemap(raw []byte) bool {
	head := raw[:min(len(raw), 4096)]
	return bytes.Contains(head, []byte("<urlset")) || bytes.Contains(head, []byte("<sitemapindex"))
}

// parseSitemap reads a sitemap. A page without an address is left out; XML
// that breaks off gives what stands before.
func parseSitemap(raw []byte, label string) (*siteMap, error) {
	d, err := safeDecoder(raw, label)
	if err != nil {
		return nil, err
	}
	m := &siteMap{}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return m, broken(m, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "sitemapindex":
			m.index = true
		case "url", "sitemap":
			var p xmlPage
			if err := d.DecodeElement(&p, &start); err != nil {
				return m, broken(m, err)
			}
			m.add(p)
		}
		if len(m.pages) >= maxPages {
			return m, nil
		}
	}
}

// broken forgives an error behind the first pages.
func broken(m *siteMap, err error) error {
	if len(m.pages) > 0 {
		return nil
	}
	return fmt.Errorf("broken sitemap (%w)", err)
}

func (m *siteMap) add(x xmlPage) {
	p := sitePage{
		url: strings.TrimSpace(x.Loc), title: strings.Join(strings.Fields(x.News.Title), " "),
		language: strings.TrimSpace(x.News.Publication.Language), channel: strings.TrimSpace(x.News.Publication.Name),
	}
	if p.url == "" {
		return
	}
	p.published, _ = feed.ParseDate(x.News.Date)
	p.changed, _ = feed.ParseDate(x.LastMod)
	m.pages = append(m.pages, p)
}

// safeDecoder reads XML of strangers: in UTF-8 whatever it was written in, and
// without what feed.SafeXML refuses.
func safeDecoder(raw []byte, label string) (*xml.Decoder, error) {
	raw, err := feed.ToUTF8(raw, label)
	if err != nil {
		return nil, err
	}
	if err := feed.SafeXML(raw); err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d, nil
}
