package codebook

import "strconv"

// Pos is a line of a codebook file: the reason behind a record.
type Pos struct {
	File string // slash-separated, from the codebook's root: "events/agree.toml"
	Line int    // from 1
}

// String gives "codebook/events/agree.toml:12".
func (p Pos) String() string {
	if p.File == "" {
		return ""
	}
	return "codebook/" + p.File + ":" + strconv.Itoa(p.Line)
}
