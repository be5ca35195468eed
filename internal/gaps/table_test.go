package gaps

import (
	"strconv"
	"testing"
)

// Whatever number of words comes by, a table stays small and keeps what is
// frequent.
func TestTableIsBounded(t *testing.T) {
	all := table{}
	for i := range 3 * most {
		one := table{}
		one.add("word "+strconv.Itoa(i), "")
		one.add("often", "")
		all.merge(one)
	}
	if len(all) > most {
		t.Errorf("%d words, at most %d", len(all), most)
	}
	if top := all.top(1); top[0].Word != "often" || top[0].N != 3*most {
		t.Errorf("most frequent is %+v", top[0])
	}
}

// Ties go by the alphabet, also between reasons.
func TestTies(t *testing.T) {
	x := table{}
	x.add("b", "", "no recipient", "no actor")
	x.add("a", "")
	if top := x.top(2); top[0].Word != "a" || top[1].Reason() != "no actor" || top[0].Reason() != "" {
		t.Errorf("%+v", top)
	}
}
