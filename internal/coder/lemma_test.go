package coder_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/attache/attache/internal/codebook"
	"github.com/attache/attache/internal/lemma"
	"github.com/attache/attache/model"
)

// lemmaFloor is a little below the share of the forms of the codebook's verbs
// that are read back today. A verb that is not is never found in a report.
const lemmaFloor = 0.96

// irregular verbs have forms of their own; these tests only make regular ones.
const irregular = `arise awake be bear beat become begin bend bet bid bind bite bleed blow break bring build burn burst buy
	cast catch choose come cost creep cut deal dig do draw drink drive eat fall feed feel fight find flee fling fly forbid foresee
	forget forgive freeze get give go grind grow hang have hear hide hit hold hurt keep know lay lead learn leave lend let lie light lose
	make mean meet mislead mistake offset outbid outdo overcome override overrun oversee overtake overthrow partake pay plead put quit
	read rebuild redo repay rid ride ring rise run say see seek sell send set shake shed shine shoot show shrink shut sing sink sit slay
	sleep slide speak speed spend spill spin spit split spread spring stand steal stick sting stride strike strive swear sweep swim
	swing take teach tear tell think throw tread undergo understand undertake undo unfreeze uphold upset wage wake wear weave weep win
	wind withdraw withhold withstand wring write backfire broadcast forecast forego forswear interweave outfight resell retell rewrite`

// past gives the regular past of a verb.
func past(v string) string {
	n := len(v)
	switch {
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case strings.HasSuffix(v, "y") && !strings.ContainsRune("aeiou", rune(v[n-2])):
		return v[:n-1] + "ied"
	}
	return v + "ed"
}

// TestVerbsOfTheCodebookAreReadBack: the past tense of every regular verb that
// carries a pattern has that verb for its lemma.
func TestVerbsOfTheCodebookAreReadBack(t *testing.T) {
	m, err := lemma.Load(model.Lemma())
	if err != nil {
		t.Fatal(err)
	}
	l := lemma.New(m)
	strange := strings.Fields(irregular)
	seen := map[string]bool{}
	var lost []string
	for _, p := range load(t).Book.Events.Patterns {
		for _, ph := range p.Words {
			v := ph.Head
			if p.Kind != codebook.VerbPattern || seen[v] || len(v) < 3 || slices.Contains(strange, v) || doubles(v) || strings.Contains(v, "-") {
				continue
			}
			seen[v] = true
			if got := l.Lemma(past(v), "VERB", "VBD", "Mood=Ind|Tense=Past|VerbForm=Fin"); got != v {
				lost = append(lost, past(v)+" is read as "+got)
			}
		}
	}
	slices.Sort(lost)
	share := 1 - float64(len(lost))/float64(max(1, len(seen)))
	t.Logf("%.3f of %d verbs are read back; not:\n%s", share, len(seen), strings.Join(lost, "\n"))
	if share < lemmaFloor {
		t.Errorf("%.3f of the verbs are read back, floor %.2f", share, lemmaFloor)
	}
}

// doubles: the last letter may be written twice ("ban", "banned"), which these
// tests leave alone.
func doubles(v string) bool {
	n := len(v)
	vowel := func(i int) bool { return strings.ContainsRune("aeiou", rune(v[i])) }
	return n >= 3 && !vowel(n-1) && vowel(n-2) && !vowel(n-3) && !strings.ContainsRune("wxy", rune(v[n-1]))
}
