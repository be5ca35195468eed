package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/attache/attache/internal/feed"
)

// progress shows how far long work is, on a terminal's standard error, unless
// the output goes to the terminal too. A nil progress shows nothing. Without a
// reader it counts reports only.
type progress struct {
	bar    *progressbar.ProgressBar
	reader *feed.Reader
	last   time.Time
	ended  bool
}

func (e *env) progress(reader *feed.Reader, inputs []string, out io.Writer) *progress {
	if _, ok := terminal(e.err); !ok {
		return nil
	}
	if _, ok := terminal(out); ok {
		return nil
	}
	size, known := int64(-1), false
	if reader != nil {
		size, known = feed.Size(inputs...)
	}
	if !known {
		size = -1
	}
	bar := progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(e.err), progressbar.OptionShowBytes(reader != nil), progressbar.OptionSetWidth(30),
		progressbar.OptionSetDescription("0 reports"), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(known))
	return &progress{bar: bar, reader: reader}
}

// step shows the state, some times a second at most.
func (p *progress) step(reports int) {
	const pause = 200 * time.Millisecond
	if p == nil || time.Since(p.last) < pause {
		return
	}
	p.last = time.Now()
	p.bar.Describe(count(reports, "report"))
	if p.reader == nil {
		_ = p.bar.Add(1) // turns
		return
	}
	_ = p.bar.Set64(p.reader.Bytes())
}

// hide clears the line for a message.
func (p *progress) hide() {
	if p != nil {
		_ = p.bar.Clear()
	}
}

// done takes the bar away.
func (p *progress) done() {
	if p != nil && !p.ended {
		p.ended = true
		_ = p.bar.Exit()
		_ = p.bar.Clear()
	}
}
