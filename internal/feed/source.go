package feed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// source says where bytes come from and what is known of them.
type source struct {
	name  string // for errors
	url   string // when it was fetched or archived
	kind  kind   // when the sender or the extension says so
	label string // declared charset, "" when none
	id    string // given id
	stdin bool
}

// reportID gives the id of a report that stands alone in its source: what was
// given, the URL, or the path without its extensions. A stream has none; its
// report gets a digest of its text.
func (s source) reportID() string {
	switch {
	case s.id != "":
		return s.id
	case s.url != "":
		return s.url
	case s.stdin:
		return ""
	}
	p := filepath.ToSlash(filepath.Clean(s.name))
	for ext := path.Ext(p); kindOf(ext) != unknownKind || packed(ext); ext = path.Ext(p) {
		p = strings.TrimSuffix(p, ext)
	}
	return p
}

func packed(ext string) bool { return ext == ".gz" || ext == ".zst" || ext == ".zstd" }

const sniffLen = 4096

var errEmpty = errors.New("empty: there is nothing to read in it")

// source reads reports from one stream of bytes; false means stop.
func (f *Reader) source(s source, r io.Reader, out *sink) bool {
	in, closer, err := unpack(countingReader{r, &f.read})
	if err != nil {
		return out.fail(s.name, 0, plainError(err))
	}
	defer closer()
	head, err := in.Peek(sniffLen)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return out.fail(s.name, 0, plainError(err))
	}
	if len(head) == 0 {
		return out.fail(s.name, 0, errEmpty)
	}
	if s.kind == unknownKind {
		s.kind = kindOfName(s.name)
	}
	k := sniff(s.kind, head)
	if k == binary {
		return out.fail(s.name, 0, whatBinary(head))
	}
	switch k {
	case jsonLines:
		return f.jsonLines(s, in, head, out)
	case warc:
		return f.warc(s, in, out)
	}
	return f.document(s, k, in, out)
}

// document reads a source that must be held whole: plain text, HTML, a feed.
func (f *Reader) document(s source, k kind, in io.Reader, out *sink) bool {
	raw, err := readAll(in, f.page)
	if err != nil {
		return out.fail(s.name, 0, plainError(err))
	}
	switch k {
	case html:
		r, _, err := readHTML(s, raw)
		if err != nil {
			return out.fail(s.name, 0, err)
		}
		return out.report(r)
	case rss:
		return readFeed(s, raw, out)
	}
	r, err := readPlain(s, raw)
	if err != nil {
		return out.fail(s.name, 0, err)
	}
	return out.report(r)
}

// readAll reads at most limit bytes and fails when there are more.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("more than %s in one report: split it, or give many reports as JSON lines", megabytes(limit))
	}
	return raw, nil
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

var (
	magicGzip = []byte{0x1f, 0x8b}
	magicZstd = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// unpack looks for gzip and zstd and takes off one layer of either.
func unpack(r io.Reader) (*bufio.Reader, func(), error) {
	in := bufio.NewReaderSize(r, 1<<16)
	head, _ := in.Peek(4)
	switch {
	case bytes.HasPrefix(head, magicGzip):
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, nil, fmt.Errorf("not whole gzip (%w): pack it again", err)
		}
		return bufio.NewReaderSize(z, 1<<16), func() { z.Close() }, nil
	case bytes.HasPrefix(head, magicZstd):
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(64<<20))
		if err != nil {
			return nil, nil, fmt.Errorf("not whole zstd (%w): pack it again", err)
		}
		return bufio.NewReaderSize(z, 1<<16), z.Close, nil
	}
	return in, func() {}, nil
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
