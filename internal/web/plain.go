package web

import (
	"cmp"
	"strings"

	"github.com/attache/attache/internal/ledger"
	"github.com/attache/attache/internal/store"
)

// plainly gives an entry of the ledger in few words, without what is empty.
func plainly(e store.LedgerEntry) map[string]any {
	out := map[string]any{"id": e.ID, "kind": string(e.Kind), "report": e.Report}
	for key, v := range map[string]string{"by": sideWords(e.By), "to": sideWords(e.To), "what": passage(e.What), "over": passage(e.Over), "condition": passage(e.Condition),
		"instrument": passage(e.Instrument), "said_by": sideWords(e.SaidBy), "evidence": passage(e.Evidence), "date": e.Date, "made": e.Made, "due": e.Due, "status": string(e.Status),
		"title": e.ReportTitle, "source": e.Source, "measure": e.Measure, "unit": e.Unit, "person": e.Person, "office": e.Office, "name": e.Name, "alias": e.Alias} {
		if v != "" {
			out[key] = v
		}
	}
	for key, v := range map[string]*float64{"before": e.Before, "now": e.Now, "planned": e.Planned, "proposed": e.Proposed} {
		if v != nil {
			out[key] = *v
		}
	}
	var life []map[string]any
	for _, s := range e.Life {
		life = append(life, map[string]any{"status": string(s.Status), "possibly": s.Possibly, "date": s.Date, "report": s.Report, "evidence": passage(s.Evidence)})
	}
	if life != nil {
		out["life"] = life
	}
	return out
}

func passage(p *ledger.Passage) string {
	if p == nil {
		return ""
	}
	return clean(p.Text)
}

func sideWords(list []ledger.Party) string {
	var out []string
	for _, p := range list {
		name := cmp.Or(p.Identifier, p.EntityText)
		if code := strings.TrimSpace(p.Code + " " + p.Sector); code != "" {
			name = strings.TrimSpace(name + " (" + code + ")")
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}
