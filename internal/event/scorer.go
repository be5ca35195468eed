package event

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/attache/attache/internal/linear"
)

// Scorer decides which candidates are events, and which mentions are their
// parties. Learnt from annotated reports by training/events; it does not
// change after loading.
type Scorer struct {
	Event     *linear.Model // one class: the candidate is an event of its type
	Party     *linear.Model // one class: how well an Option fits its Seat
	Standing  *linear.Model // Standings
	Threshold float64       // confidence that an event needs by default
	Against   float64       // how much more it needs where the patterns alone would drop it
}

// Standings are the classes of Scorer.Standing.
var Standings = [...]Standing{Actual, Planned, Hypothetical, Negated, Historical}

// LoadScorer reads what Write wrote.
func LoadScorer(b []byte) (*Scorer, error) {
	s := &Scorer{}
	if len(b) < 4 {
		return nil, fmt.Errorf("event scorer: %w", linear.ErrFormat)
	}
	s.Threshold = float64(binary.LittleEndian.Uint16(b)) / 1e4
	s.Against = float64(binary.LittleEndian.Uint16(b[2:])) / 1e4
	b = b[4:]
	for _, m := range []**linear.Model{&s.Event, &s.Party, &s.Standing} {
		if len(b) < 4 {
			return nil, fmt.Errorf("event scorer: %w", linear.ErrFormat)
		}
		n := int(binary.LittleEndian.Uint32(b))
		if b = b[4:]; n < 0 || n > len(b) {
			return nil, fmt.Errorf("event scorer: %w", linear.ErrFormat)
		}
		var err error
		if *m, err = linear.Read(b[:n]); err != nil {
			return nil, fmt.Errorf("event scorer: %w", err)
		}
		b = b[n:]
	}
	return s, nil
}

// Write stores the scorer.
func (s *Scorer) Write(w io.Writer) error {
	out := binary.LittleEndian.AppendUint16(nil, uint16(s.Threshold*1e4+0.5))
	out = binary.LittleEndian.AppendUint16(out, uint16(s.Against*1e4+0.5))
	for _, m := range []*linear.Model{s.Event, s.Party, s.Standing} {
		var part writer
		if err := m.Write(&part); err != nil {
			return err
		}
		out = binary.LittleEndian.AppendUint32(out, uint32(len(part)))
		out = append(out, part...)
	}
	_, err := w.Write(out)
	return err
}

type writer []byte

func (w *writer) Write(b []byte) (int, error) {
	*w = append(*w, b...)
	return len(b), nil
}

// Rank scores every candidate, drops those below the threshold (a negative one
// takes the default), and takes up those that patterns alone would drop.
func (s *Scorer) Rank(m *Matcher, in *Layers, cands []Candidate, threshold float64) {
	if threshold < 0 {
		threshold = s.Threshold
	}
	var f features
	m.Each(in, cands, func(i int) {
		f.reset()
		m.candidate(&f, cands, i)
		cands[i].Score = s.Event.Prob(f.fs)
	})
	lacks := make([]bool, len(cands))
	for i := range cands {
		lacks[i] = strings.HasPrefix(cands[i].Drop, "no ")
	}
	for i := range cands {
		c := &cands[i]
		need := threshold
		if c.Drop != "" {
			need += s.Against
		}
		switch {
		case c.Score < need:
			c.Drop = fmt.Sprintf("confidence %.2f below %.2f; %s", c.Score, need, c.Drop)
		case outdone(cands, lacks, i):
			c.Drop = "another reading of the same words is likelier"
		default:
			c.Drop = ""
		}
	}
	m.Each(in, cands, func(i int) {
		if cands[i].Drop == "" {
			s.stand(m, &f, cands, i)
		}
	})
}

// outdone: another candidate of the same clause is likelier. One that lacks a
// party its pattern needs yields to one that lacks none.
func outdone(cands []Candidate, lacks []bool, i int) bool {
	mine := weigh(cands[i].Score, lacks[i])
	for j := range cands {
		if j == i || cands[j].Clause != cands[i].Clause {
			continue
		}
		if other := weigh(cands[j].Score, lacks[j]); other > mine || other == mine && j < i {
			return true
		}
	}
	return false
}

func weigh(score float64, lacks bool) float64 {
	if lacks {
		return score / 2
	}
	return score
}

// Each calls do for every candidate with the matcher at its sentence.
func (m *Matcher) Each(in *Layers, cands []Candidate, do func(i int)) {
	m.in = in
	sent := -1
	for i := range cands {
		if c := &in.Clauses[cands[i].Clause]; c.Sent != sent {
			sent = c.Sent
			m.enterAt(sent)
		}
		do(i)
	}
}

// stand reads the standing of a candidate that is an event.
func (s *Scorer) stand(m *Matcher, f *features, cands []Candidate, i int) {
	var p [len(Standings)]float32
	f.reset()
	m.standing(f, cands, i)
	s.Standing.Scores(p[:], f.fs)
	best := 0
	for k := range p {
		if p[k] > p[best] {
			best = k
		}
	}
	cands[i].Standing = Standings[best]
}

// Choices are the mentions of the sentence at hand that may be parties, the
// longest first, so that a mention stands before those inside it.
func (m *Matcher) Choices() []int {
	var out []int
	for _, k := range m.heads {
		if k >= 0 && len(m.in.Mentions[k].Parties) > 0 {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, y := &m.in.Mentions[a], &m.in.Mentions[b]
		return (y.To - y.From) - (x.To - x.From)
	})
	return out
}

// CandidateFeatures describes candidate i to the event scorer. The matcher must
// be at its sentence (see Each).
func (m *Matcher) CandidateFeatures(cands []Candidate, i int) []linear.Feature {
	var f features
	m.candidate(&f, cands, i)
	return f.fs
}

// StandingFeatures describes candidate i to the reader of standings.
func (m *Matcher) StandingFeatures(cands []Candidate, i int) []linear.Feature {
	var f features
	m.standing(&f, cands, i)
	return f.fs
}
