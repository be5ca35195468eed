package event

import "slices"

// fill gives an event that lacks a party the party of the same deed told
// elsewhere in the report: the attack, then the attack again. Two events are
// taken for one deed when they are of one type and share the word's stem, or
// share the party that both name. The nearest earlier telling wins, then the
// nearest later one.
func (m *Matcher) fill(events []Event, told []telling) {
	for i := range events {
		e := &events[i]
		if len(e.Actor) > 0 && len(e.Recipient) > 0 || m.book.Events.Types[e.Type].Mutual && len(partyCodes(e.Actor)) > 1 {
			continue
		}
		for d := 1; d < 2*len(events); d++ {
			j := i - d
			if d >= len(events) {
				j = i + d - len(events) + 1
			}
			if j < 0 || j >= len(events) || j == i || events[j].Type != e.Type {
				continue
			}
			if e.sameDeed(&events[j], told[i].again(told[j], e)) && e.take(&events[j]) {
				break
			}
		}
	}
}

// redate gives a deed told without a time the day of its nearest telling that
// has one.
func redate(events []Event, told []telling) {
	for i := range events {
		e := &events[i]
		if e.dated || e.Standing != Actual || !e.material && e.Type != "CONSULT" {
			continue
		}
		for d := 1; d < len(events); d++ {
			if e.sameDay(events, told, i, i-d) || e.sameDay(events, told, i, i+d) {
				break
			}
		}
	}
}

func (e *Event) sameDay(events []Event, told []telling, i, j int) bool {
	if j < 0 || j >= len(events) {
		return false
	}
	o := &events[j]
	again := told[i].again(told[j], e)
	switch {
	case !o.dated || o.Type != e.Type && !(forceful[o.Type] && forceful[e.Type]):
		return false
	case o.Standing == Historical && !(j < i && again && shares(e, o)), o.Standing != Historical && o.Standing != Actual:
		return false // background told late does not date the lead
	case !e.sameDeed(o, again), !again && !o.On.First.Equal(o.On.Last):
		return false // "last week" dates its own deed alone
	}
	e.On, e.Standing = o.On, o.Standing
	return true
}

// forceful types go together in one incident.
var forceful = map[string]bool{"ASSAULT": true, "COERCE": true}

// shares: the two name a party in common.
func shares(e, o *Event) bool {
	return len(e.Actor) > 0 && len(o.Actor) > 0 || len(e.Recipient) > 0 && len(o.Recipient) > 0
}

// telling is how an event is told: the stem of its word, and whether that is a
// noun.
type telling struct {
	stem    string
	nominal bool
}

// again: the same word tells a deed in the world again; a verbal act is told
// again only by a noun ("urged …", "the appeal").
func (t telling) again(o telling, e *Event) bool {
	return t.stem == o.stem && (e.material || e.Type == "CONSULT" || t.nominal)
}

func partyCodes(as []Actor) map[string]bool {
	out := map[string]bool{}
	for _, a := range as {
		out[a.Code] = true
	}
	return out
}

// sameDeed: what both name must agree, and something must be shared.
func (e *Event) sameDeed(o *Event, stem bool) bool {
	if clash(e.Actor, o.Actor) || clash(e.Recipient, o.Recipient) {
		return false
	}
	named := len(e.Actor) > 0 && len(o.Actor) > 0 || len(e.Recipient) > 0 && len(o.Recipient) > 0
	return stem || named && e.material
}

// clash: both name parties, and none of one is among the other's.
func clash(a, b []Actor) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for _, x := range a {
		if slices.ContainsFunc(b, func(y Actor) bool {
			return x.Code == y.Code && (x.Sector == y.Sector || x.Sector == "" || y.Sector == "")
		}) {
			return false
		}
	}
	return true
}

// take copies what e lacks; false when o has nothing to give.
func (e *Event) take(o *Event) bool {
	took := false
	if len(e.Actor) == 0 && len(o.Actor) > 0 {
		e.Actor, took = slices.Clone(o.Actor), true
	}
	if len(e.Recipient) == 0 && len(o.Recipient) > 0 && !overlapping(e.Actor, o.Recipient) {
		e.Recipient, took = slices.Clone(o.Recipient), true
	}
	return took
}

func overlapping(a, b []Actor) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y Actor) bool { return x.Party == y.Party }) {
			return true
		}
	}
	return false
}
