package gaps

import (
	"fmt"
	"io"
	"strings"
)

// Write prints the tally for people: the n most frequent of each kind.
func (t *Tally) Write(w io.Writer, n int) error {
	var b strings.Builder
	top := t.Top(n)
	fmt.Fprintf(&b, "%d reports, %d sentences\n", t.Reports, t.Sentences)
	fmt.Fprintf(&b, "%d sentences hold two resolved actors and a known verb; %d of them (%.1f%%) give no event\n",
		t.Pairs, t.Silent, 100*float64(t.Silent)/float64(max(1, t.Pairs)))
	list(&b, "Verbs with two actors and no pattern", top.Verbs)
	list(&b, "Nouns of deeds with two actors and no pattern", top.Nouns)
	list(&b, "Known verbs of sentences that give no event, and why most often", top.Dropped)
	list(&b, "Known verbs of such sentences where no pattern fits the words beside them", top.Unfit)
	list(&b, "Names that nobody is known by", top.Names)
	_, err := io.WriteString(w, b.String())
	return err
}

func list(b *strings.Builder, title string, rows []Row) {
	fmt.Fprintf(b, "\n%s\n", title)
	if len(rows) == 0 {
		b.WriteString("  none\n")
	}
	for i := range rows {
		r := &rows[i]
		fmt.Fprintf(b, "%6d  %-20s", r.N, r.Word)
		if why := r.Reason(); why != "" {
			fmt.Fprintf(b, "  %s", why)
		}
		fmt.Fprintf(b, "\n          %s\n", r.Example)
	}
}
