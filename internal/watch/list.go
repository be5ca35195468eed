package watch

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// ReadList reads feeds from a file: OPML, or one address a line with a name
// behind it. Empty lines and those that begin with "#" are passed over.
func ReadList(path string) ([]Feed, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []Feed
	if head := bytes.TrimLeft(raw[:min(len(raw), 512)], "\xef\xbb\xbf \t\r\n"); bytes.HasPrefix(head, []byte("<")) {
		out, err = parseOPML(raw)
	} else {
		out, err = parseLines(raw)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no feed in it: write one address a line, or give OPML", path)
	}
	return out, nil
}

func parseLines(raw []byte) ([]Feed, error) {
	var out []Feed
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		f := Feed{URL: fields[0], Name: strings.Join(fields[1:], " ")}
		if err := f.check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, f)
	}
	return out, lines.Err()
}

// parseOPML takes every outline with an address, however deep it stands.
func parseOPML(raw []byte) ([]Feed, error) {
	d, err := safeDecoder(raw, "")
	if err != nil {
		return nil, err
	}
	var out []Feed
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			line, _ := d.InputPos()
			return nil, fmt.Errorf("line %d: broken OPML (%w)", line, err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || !strings.EqualFold(start.Name.Local, "outline") {
			continue
		}
		f := outline(start.Attr)
		if f.URL == "" {
			continue // a folder
		}
		if err := f.check(); err != nil {
			line, _ := d.InputPos()
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		out = append(out, f)
	}
}

func outline(attrs []xml.Attr) Feed {
	var f Feed
	for _, a := range attrs {
		switch strings.ToLower(a.Name.Local) {
		case "xmlurl":
			f.URL = strings.TrimSpace(a.Value)
		case "title":
			f.Name = strings.TrimSpace(a.Value)
		case "text":
			if f.Name == "" {
				f.Name = strings.TrimSpace(a.Value)
			}
		}
	}
	return f
}
