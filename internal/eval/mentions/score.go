// Package mentions scores how often the parties that a gold annotation names
// are found by the mentions of a report, with the right code and sector.
// Annotated reports and mentions go in, counts come out. It must not know how
// mentions are found.
package mentions

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/attache/attache/internal/eval/gold"
	"github.com/attache/attache/internal/mention"
	"github.com/attache/attache/internal/syntax"
)

// Counts of gold parties: all that the report names in the event's sentence,
// those that a mention covers, those resolved to any code, and those with the
// right code, and code and sector.
type Counts struct{ All, Found, Resolved, Code, Both int }

// Add adds the counts of o.
func (c *Counts) Add(o Counts) {
	c.All += o.All
	c.Found += o.Found
	c.Resolved += o.Resolved
	c.Code += o.Code
	c.Both += o.Both
}

// String gives the shares: of all parties those found and right, and the
// precision of the codes given.
func (c Counts) String() string {
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	return fmt.Sprintf("%d parties: found %.3f, resolved %.3f, code %.3f (precision %.3f), sector of these %.3f",
		c.All, share(c.Found, c.All), share(c.Resolved, c.All), share(c.Code, c.All), share(c.Code, c.Resolved), share(c.Both, c.Code))
}

// Miss is a gold party that no mention gives, or gives with another code.
type Miss struct {
	Report     string
	Sent       int
	Gold       gold.Entity
	Found, Got string // words and parties of the best mention, "" when none covers it
}

// Score counts the parties of one report. A party stands for itself once a
// sentence, however many events it has there.
func Score(g *gold.Report, sents []syntax.Sentence, ms []mention.Mention) (c Counts, misses []Miss) {
	s := scorer{g: g, sents: sents, ms: ms, toByte: byteOffsets(g.Text.Text)}
	seen := map[string]bool{}
	for i := range g.Events {
		e := &g.Events[i]
		for k, list := range [2][]gold.Entity{e.Actor, e.Recipient} {
			at := [2][]gold.Span{e.ActorAt, e.RecipientAt}[k]
			for j, ent := range list {
				var spans [][2]int
				if len(at) == len(list) {
					spans = [][2]int{{s.toByte[at[j].From], s.toByte[at[j].To]}}
					ent.Text = g.Text.Text[spans[0][0]:spans[0][1]]
				} else {
					spans = s.where(e.Sent, ent)
				}
				key := fmt.Sprint(e.Sent, ent)
				if seen[key] {
					continue
				}
				seen[key] = true
				if len(spans) > 0 {
					s.party(&c, &misses, e.Sent, ent, spans)
				}
			}
		}
	}
	return c, misses
}

type scorer struct {
	g      *gold.Report
	sents  []syntax.Sentence
	ms     []mention.Mention
	toByte []int
}

func byteOffsets(s string) []int {
	out := make([]int, 0, len(s)+1)
	for i := 0; i < len(s); {
		out = append(out, i)
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return append(out, len(s))
}

// where lists the places in bytes where the words of a party stand in its
// sentence.
func (s *scorer) where(sent int, ent gold.Entity) (out [][2]int) {
	if sent < 0 || sent >= len(s.g.Sents) || ent.Text == "" {
		return nil
	}
	from, to := s.toByte[s.g.Sents[sent][0]], s.toByte[s.g.Sents[sent][1]]
	words := s.g.Text.Text[from:to]
	for at := 0; ; {
		i := strings.Index(words[at:], ent.Text)
		if i < 0 {
			return out
		}
		a := at + i
		b := a + len(ent.Text)
		if (a == 0 || !letter(words[a-1])) && (b == len(words) || !letter(words[b])) {
			out = append(out, [2]int{from + a, from + b})
		}
		at = b
	}
}

func letter(b byte) bool { return 'a' <= b|32 && b|32 <= 'z' }

// party counts one party by the best mention over any of its places.
func (s *scorer) party(c *Counts, misses *[]Miss, sent int, ent gold.Entity, spans [][2]int) {
	c.All++
	best, rank := -1, 0
	for _, sp := range spans {
		for k := range s.ms {
			if r := s.rank(&s.ms[k], sp, ent); r > rank {
				best, rank = k, r
			}
		}
	}
	miss := Miss{Report: s.g.ID, Sent: sent, Gold: ent}
	if best >= 0 {
		m := &s.ms[best]
		miss.Found = s.sents[m.Sent].SpanOf(m.From, m.To-1).Of(s.g.Text.Text)
		miss.Got = parties(m)
		c.Found++
		if hasCode(m) {
			c.Resolved++
		}
		for _, p := range m.Parties {
			if p.Code == ent.Code {
				c.Code++
				if hasParty(m, ent) {
					c.Both++
					return
				}
				*misses = append(*misses, miss)
				return
			}
		}
	}
	*misses = append(*misses, miss)
}

// rank prefers, of the mentions whose head stands in the span, the one that
// covers most of it; the party's own code decides between places only.
func (s *scorer) rank(m *mention.Mention, sp [2]int, ent gold.Entity) int {
	sent := &s.sents[m.Sent]
	head := sent.Tokens[m.Head].Span
	words := sent.SpanOf(m.From, m.To-1)
	if head.From < sp[0] || head.From >= sp[1] {
		if m.Kind == mention.Person && words.From <= sp[0] && words.To == sp[1] {
			return 1
		}
		return 0
	}
	over := min(words.To, sp[1]) - max(words.From, sp[0])
	if over <= 0 {
		return 0
	}
	r := 1 + 10*over - (words.Len() - over)
	for _, p := range m.Parties {
		if p.Code == ent.Code {
			r += 2
			break
		}
	}
	return max(r, 1)
}

func hasCode(m *mention.Mention) bool {
	for _, p := range m.Parties {
		if p.Code != "" {
			return true
		}
	}
	return false
}

func hasParty(m *mention.Mention, e gold.Entity) bool {
	for _, p := range m.Parties {
		if p.Code == e.Code && p.Sector == e.Sector {
			return true
		}
	}
	return false
}

func parties(m *mention.Mention) string {
	var out []string
	for _, p := range m.Parties {
		out = append(out, p.Code+"."+p.Sector)
	}
	return strings.Join(out, " ")
}
