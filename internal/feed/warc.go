package feed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/attache/attache/internal/text"
)

// warc reads the pages and texts of a web archive, a record at a time. Records
// of other kinds (requests, metadata, pictures) are passed over.
func (f *Reader) warc(s source, in *bufio.Reader, out *sink) bool {
	found := false
	for n := 1; ; n++ {
		head, length, err := warcHead(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return out.fail(s.name, 0, fmt.Errorf("record %d: %w", n, err))
		}
		body := &exact{r: in, left: length}
		if wanted(head) {
			found = true
			if !f.warcRecord(s, n, head, body, out) {
				return false
			}
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return out.fail(s.name, 0, fmt.Errorf("record %d: %w", n, plainError(err)))
		}
	}
	if !found {
		return out.fail(s.name, 0, errors.New("no pages in this archive"))
	}
	return true
}

// warcHead reads a record's version line and fields.
func warcHead(in *bufio.Reader) (textproto.MIMEHeader, int64, error) {
	var version string
	for version == "" { // two empty lines end a record
		raw, err := readLine(in, nil, 1<<16)
		if version = strings.TrimSpace(string(raw)); version == "" && err != nil {
			return nil, 0, err
		}
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, 0, errors.New("not where the archive says it begins: the file is damaged, fetch it again")
	}
	var lines bytes.Buffer
	for {
		raw, err := readLine(in, nil, 1<<16)
		lines.Write(raw)
		if len(bytes.TrimSpace(raw)) == 0 && err == nil {
			break
		}
		if lines.Len() > 1<<20 || err != nil {
			return nil, 0, errors.New("its fields do not end: the file is damaged, fetch it again")
		}
	}
	head, err := textproto.NewReader(bufio.NewReader(&lines)).ReadMIMEHeader()
	if err != nil {
		return nil, 0, errors.New("its fields are damaged: fetch the file again")
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return nil, 0, errors.New("no length given: the file is damaged, fetch it again")
	}
	return head, length, nil
}

// exact reads left bytes, and fails when there are fewer.
type exact struct {
	r    io.Reader
	left int64
	cut  bool // it ended before its time
}

func (e *exact) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(b[:min(int64(len(b)), e.left)])
	e.left -= int64(n)
	if errors.Is(err, io.EOF) && e.left > 0 {
		e.cut, err = true, io.ErrUnexpectedEOF
	}
	return n, err
}

// wanted says whether a record may hold a report.
func wanted(head textproto.MIMEHeader) bool {
	media, _, _ := mime.ParseMediaType(head.Get("Content-Type"))
	switch head.Get("WARC-Type") {
	case "response":
		return media == "application/http"
	case "resource", "conversion":
		return media == "text/html" || media == "application/xhtml+xml" || media == "text/plain"
	}
	return false
}

// warcRecord reads one record; false means stop.
func (f *Reader) warcRecord(s source, n int, head textproto.MIMEHeader, rec *exact, out *sink) bool {
	at := source{
		name: s.name, url: strings.Trim(head.Get("WARC-Target-URI"), "<>"),
		id: strings.TrimSuffix(strings.TrimPrefix(head.Get("WARC-Record-ID"), "<urn:uuid:"), ">"),
	}
	media, body := head.Get("Content-Type"), io.Reader(rec)
	if head.Get("WARC-Type") == "response" {
		res, err := http.ReadResponse(bufio.NewReader(body), nil)
		if err != nil && !rec.cut {
			return out.fail(s.name, 0, fmt.Errorf("record %d: not an answer of a web server (%w)", n, err))
		}
		if err != nil {
			return true
		}
		defer res.Body.Close()
		media, body = res.Header.Get("Content-Type"), res.Body
		if res.StatusCode != http.StatusOK || !strings.Contains(media, "html") && !strings.HasPrefix(media, "text/plain") {
			return true // a redirect, a picture: no report, and no error
		}
	}
	r, err := f.archived(at, media, body)
	if rec.cut {
		return true // the end of the file comes again, and is named, behind the record
	}
	if err != nil {
		return out.fail(s.name, 0, fmt.Errorf("record %d (%.120s): %w", n, at.url, err))
	}
	return out.report(r)
}

// archived makes a report of an archived page or text.
func (f *Reader) archived(s source, media string, body io.Reader) (*text.Report, error) {
	in, closer, err := unpack(body)
	if err != nil {
		return nil, err
	}
	defer closer()
	raw, err := readAll(in, f.page)
	if err != nil {
		return nil, plainError(err)
	}
	if _, params, err := mime.ParseMediaType(media); err == nil {
		s.label = params["charset"]
	}
	if strings.Contains(media, "html") {
		r, _, err := readHTML(s, raw)
		return r, err
	}
	return readPlain(s, raw)
}
