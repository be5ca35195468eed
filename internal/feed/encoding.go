package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var (
	bomUTF8    = []byte{0xef, 0xbb, 0xbf}
	bomUTF16LE = []byte{0xff, 0xfe}
	bomUTF16BE = []byte{0xfe, 0xff}

	errEncoding = errors.New("not UTF-8, and its encoding cannot be told: convert it, for example with iconv -f ENCODING -t UTF-8")
)

// toUTF8 gives raw as UTF-8 without a byte order mark. It trusts, in order: the
// mark, valid UTF-8, the zero bytes of UTF-16, the declared label, the bytes.
func toUTF8(raw []byte, label string) ([]byte, error) {
	raw = bytes.TrimPrefix(raw, bomUTF8)
	if w := wide(raw); w != "" {
		return decode(raw, w)
	}
	if utf8.Valid(raw) && !escapes(label) {
		return raw, nil
	}
	if label == "" || label == "utf-8" {
		label = guess(raw)
	}
	if label == "" {
		return nil, errEncoding
	}
	return decode(raw, label)
}

// escapes says that a declared encoding writes other letters with ASCII bytes,
// so that being valid UTF-8 proves nothing.
func escapes(label string) bool {
	_, name := charset.Lookup(label)
	return name == "iso-2022-jp"
}

// decode converts from an encoding by its name.
func decode(raw []byte, label string) ([]byte, error) {
	enc := lookup(label)
	if enc == nil {
		return nil, fmt.Errorf("declares the unknown encoding %.40q: convert it to UTF-8", label)
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil || !utf8.Valid(out) {
		return nil, fmt.Errorf("cannot be read as %s, the encoding it seems to have: convert it to UTF-8", label)
	}
	return out, nil
}

// lookup knows every label of the web's encoding standard. UTF-16 obeys a byte
// order mark before its label.
func lookup(label string) encoding.Encoding {
	switch label {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	enc, _ := charset.Lookup(label)
	if enc == encoding.Replacement {
		return nil
	}
	return enc
}

// wide tells UTF-16 by its mark or, in mostly Latin text, by where its zero
// bytes stand: "utf-16le", "utf-16be" or "".
func wide(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, bomUTF16LE):
		return "utf-16le"
	case bytes.HasPrefix(raw, bomUTF16BE):
		return "utf-16be"
	}
	n := min(len(raw), sniffLen) &^ 1
	var zero [2]int
	for i := 0; i < n; i++ {
		if raw[i] == 0 {
			zero[i&1]++
		}
	}
	const few, most = 20, 10 // of the pairs: at most 1/20 zero on one side, 9/10 on the other
	half := n / 2
	switch {
	case half == 0:
		return ""
	case zero[1] >= half-half/most && zero[0] <= half/few:
		return "utf-16le"
	case zero[0] >= half-half/most && zero[1] <= half/few:
		return "utf-16be"
	}
	return ""
}

// guess names the encoding of bytes that are not UTF-8, "" when nothing fits.
// English text with a few high bytes (quotes, accents) is windows-1252; text
// full of them is left to a detector.
func guess(raw []byte) string {
	head := raw[:min(len(raw), 1<<16)]
	high, odd := 0, 0
	for _, b := range head {
		if b >= 0x80 {
			high++
		}
		switch b {
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d: // windows-1252 has no such letters
			odd++
		}
	}
	if odd == 0 && high*4 < len(head) {
		return "windows-1252"
	}
	const sure = 30 // of 100; lower ones are noise on texts of a few hundred bytes
	best, err := chardet.NewTextDetector().DetectBest(head)
	if err != nil || best.Confidence < sure || lookup(best.Charset) == nil {
		return ""
	}
	return best.Charset
}

var (
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]{2,40})`)
	xmlCharset  = regexp.MustCompile(`(?i)^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:.-]{2,40})["']`)
)

// declared finds the encoding that a page or an XML file states in itself.
func declared(raw []byte) string {
	head := raw[:min(len(raw), sniffLen)]
	for _, re := range []*regexp.Regexp{xmlCharset, metaCharset} {
		if m := re.FindSubmatch(head); m != nil {
			if wideLabel(string(m[1])) { // read as bytes, so it is no UTF-16
				return ""
			}
			return string(m[1])
		}
	}
	return ""
}

func wideLabel(label string) bool {
	_, name := charset.Lookup(label)
	return name == "utf-16le" || name == "utf-16be"
}

// narrowStream turns a stream of UTF-16 into UTF-8, and leaves others alone.
func narrowStream(r io.Reader, head []byte) io.Reader {
	if w := wide(head); w != "" {
		return transform.NewReader(r, lookup(w).NewDecoder())
	}
	return r
}
