package feed

import (
	"bytes"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

type kind uint8

const (
	unknownKind kind = iota
	plain
	html
	jsonLines
	rss
	warc
	binary
)

// kindOf tells the kind of a file by its extension.
func kindOf(ext string) kind {
	switch strings.ToLower(ext) {
	case ".txt", ".text":
		return plain
	case ".html", ".htm", ".xhtml":
		return html
	case ".jsonl", ".ndjson", ".json":
		return jsonLines
	case ".rss", ".atom", ".xml":
		return rss
	case ".warc", ".wet":
		return warc
	}
	return unknownKind
}

func kindOfName(name string) kind {
	ext := filepath.Ext(name)
	if packed(strings.ToLower(ext)) {
		ext = filepath.Ext(strings.TrimSuffix(name, ext))
	}
	return kindOf(ext)
}

// kindOfMedia tells the kind by an HTTP media type.
func kindOfMedia(media string) kind {
	switch {
	case strings.Contains(media, "html"):
		return html
	case strings.Contains(media, "json"):
		return jsonLines
	case strings.HasSuffix(media, "xml"):
		return rss
	case strings.Contains(media, "warc"):
		return warc
	}
	return unknownKind // text/plain is what servers say of anything
}

// sniff decides by the first bytes; what was said beforehand wins where the
// bytes allow it.
func sniff(said kind, head []byte) kind {
	if wide(head) != "" {
		head = narrow(head)
	}
	if bytes.HasPrefix(head, []byte("WARC/")) { // whose records may be anything
		return warc
	}
	if isBinary(head) {
		return binary
	}
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(head, bomUTF8), " \t\r\n")
	if said == plain || said == jsonLines || said == html {
		return said
	}
	switch {
	case bytes.HasPrefix(trimmed, []byte("{")):
		return jsonLines
	case bytes.HasPrefix(trimmed, []byte("<")):
		return markup(said, trimmed)
	case said != unknownKind:
		return said
	}
	return plain
}

// markup tells a feed from a page.
func markup(said kind, head []byte) kind {
	low := bytes.ToLower(head)
	for _, root := range []string{"<rss", "<feed", "<rdf:rdf"} {
		if bytes.Contains(low, []byte(root)) {
			return rss
		}
	}
	if bytes.Contains(low, []byte("<html")) || strings.HasPrefix(http.DetectContentType(head), "text/html") {
		return html
	}
	if said == rss || bytes.HasPrefix(low, []byte("<?xml")) {
		return rss
	}
	return plain
}

// isBinary says that bytes are no text in any encoding read here: they hold a
// zero byte, or a twentieth of them is control characters.
func isBinary(head []byte) bool {
	if len(head) == 0 {
		return false
	}
	control := 0
	for _, b := range head {
		if b == 0 {
			return true
		}
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			control++
		}
	}
	return control*20 > len(head) || hasMagic(head)
}

// magics are the files people mistake for text, and the way out.
var magics = []struct{ magic, what string }{
	{"%PDF-", "a PDF file: save its text first, for example with pdftotext"},
	{"PK\x03\x04", "a zip or an office document: unpack it, or save it as text"},
	{"\xd0\xcf\x11\xe0", "an old office document: save it as text"},
	{"{\\rtf", "an RTF document: save it as text"},
	{"\x89PNG", "a picture, not text"},
	{"\xff\xd8\xff", "a picture, not text"},
	{"BZh", "packed with bzip2: unpack it first"},
	{"\xfd7zXZ", "packed with xz: unpack it first"},
	{"7z\xbc\xaf", "packed with 7z: unpack it first"},
	{"PAR1", "a Parquet file: turn it into JSON lines first"},
}

func hasMagic(head []byte) bool {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return true
		}
	}
	return false
}

func whatBinary(head []byte) error {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return errors.New(m.what)
		}
	}
	return errors.New("binary data, not text: give plain text, HTML, JSON lines, RSS, Atom or WARC")
}

// narrow drops the zero bytes of UTF-16, enough to look at what it says.
func narrow(head []byte) []byte {
	out := make([]byte, 0, len(head)/2)
	for _, b := range head {
		if b != 0 && b < utf8.RuneSelf {
			out = append(out, b)
		}
	}
	return out
}
