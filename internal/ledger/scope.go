package ledger

import (
	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/event"
)

// scopes draws what follows from an instrument where no verb of promising says
// so: "An attack would fall under the pact, meaning that Spain would send …".
func (d *Drawer) scopes() {
	v := &d.v
	for i := range v.s.Tokens {
		if v.form(i) != "meaning" || v.form(i-1) != "," || d.drawnFrom(i) {
			continue
		}
		for j := i + 1; j < v.len(); j++ {
			if v.tag(j) != "MD" || v.lemma(j) != "would" && v.lemma(j) != "will" {
				continue
			}
			k := v.party1(j - 1)
			if k < 0 {
				break
			}
			line := codebook.LedgerLine{Kind: string(Commitment)}
			d.scoped(i, j, v.actors(k), &line)
			break
		}
	}
}

func (d *Drawer) scoped(i, j int, by []event.Actor, line *codebook.LedgerLine) {
	v := &d.v
	e, ok := d.entry(i, d.cut(j+1, false), by, line)
	if !ok {
		return
	}
	e.Why = nil
	for k := 0; k < i; k++ {
		if d.book.Is(v.lemma(k), "scope") && v.pos(k) == "VERB" {
			d.instrument(&e, k)
		}
	}
	if e.Instrument.Text != "" {
		d.out = append(d.out, e)
	}
}

// drawnFrom: an entry of the sentence holds words behind token i already.
func (d *Drawer) drawnFrom(i int) bool {
	for k := range d.out {
		if e := &d.out[k]; e.Sent == d.v.s.Index && owed(e.Kind) && e.What.Span.From > d.v.s.Tokens[i].Span.From {
			return true
		}
	}
	return false
}

// announced draws "Chile will open …, the ministry said": what a state is to
// do on the word of its own officials.
func (d *Drawer) announced() {
	v := &d.v
	for j := range v.s.Tokens {
		if v.tag(j) != "MD" || v.lemma(j) != "will" && v.lemma(j) != "shall" || v.quotesBefore(j)%2 == 1 || v.form(j+1) == "not" {
			continue
		}
		verb := v.verbAfter(j)
		if verb < 0 || d.book.Is(v.lemma(verb), "act") || v.passive(verb) || d.drawnFrom(j-1) || !v.leads(j) {
			continue
		}
		by := bare(v.before(j))
		said := v.teller(j)
		if len(by) == 0 || len(said) == 0 || !overlap(by, bare(said)) {
			continue
		}
		for _, k := range d.book.Verb("say") {
			if line := &d.book.Lines[k]; line.Deed {
				if e, ok := d.entry(verb, d.cut(j+1, false), by, line); ok {
					d.out = append(d.out, e)
				}
				break
			}
		}
	}
}

// leads: no other verb, and no "that", "which" or "if", stands before token j.
func (v *view) leads(j int) bool {
	for i := range j {
		if v.pos(i) == "VERB" || v.pos(i) == "SCONJ" || v.tag(i) == "WDT" || v.tag(i) == "WP" {
			return false
		}
	}
	return true
}
