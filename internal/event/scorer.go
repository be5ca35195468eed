package event

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
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
	Record    Record        // from the two probabilities to the confidence
}

// Standings are the classes of Scorer.Standing.
var Standings = [...]Standing{Actual, Planned, Hypothetical, Negated, Historical}

// LoadScorer reads what Write wrote.
func LoadScorer(b []byte) (*Scorer, error) {
	s := &Scorer{}
	if len(b) < headerSize {
		return nil, fmt.Errorf("event scorer: %w", linear.ErrFormat)
	}
	s.Threshold = float64(float(b))
	s.Record = Record{Slope: float64(float(b[4:])), Seats: float64(float(b[8:])), Offset: float64(float(b[12:]))}
	b = b[headerSize:]
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
	var out []byte
	for _, x := range [...]float64{s.Threshold, s.Record.Slope, s.Record.Seats, s.Record.Offset} {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(x)))
	}
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

// headerSize is what stands before the models: four 32-bit floats.
const headerSize = 16

func float(b []byte) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(b)) }

// Record turns two probabilities, that a candidate is an event of its type and
// that its parties are right if it is, into one: that the record is right in
// both. It is fitted to held-out reports.
type Record struct{ Slope, Seats, Offset float64 }

// Confidence is the logistic function of a weighted sum of the log-odds of the
// first and the logarithm of the second.
func (r Record) Confidence(event, seats float64) float64 {
	p := min(max(event, 1e-6), 1-1e-6)
	return linear.Sigmoid(r.Slope*math.Log(p/(1-p)) + r.Seats*math.Log(max(seats, 1e-6)) + r.Offset)
}

// gate is the probability of being an event below which a candidate is not
// looked at further; so unlikely a one is never sure enough to come out.
const gate = 0.1

// Rank scores every candidate and leaves those standing that may be events: of
// a clause's readings the likeliest, also where the patterns alone would drop
// it.
func (s *Scorer) Rank(m *Matcher, in *Layers, cands []Candidate) {
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
		switch {
		case c.Score < gate:
			c.Drop = fmt.Sprintf("likelihood %.2f; %s", c.Score, c.Drop)
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
