package main

import (
	"bufio"
	"crypto/md5"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/attache/attache/internal/text"
)

// pair is a text with two marked spans and what is known of them.
type pair struct {
	id               string
	text             string
	actor, recipient text.Span
	event, mode      string      // "" when not known
	softs            [][]float32 // likelihoods by a larger model that has not seen the fold; the last of one that has seen all
	holds            int         // 1 yes, 0 no, -1 not known
	fold             int         // of the text
}

// folds of cross-validation; a text is in one of them whatever its pairs.
const folds = 5

func foldOf(s string) int {
	h := md5.Sum([]byte(s))
	n := 0
	for _, b := range h {
		n = (n*256 + int(b)) % folds
	}
	return n
}

type jsonPair struct {
	ID, Text, Event  string
	Actor, Recipient [2]int
	Holds            *bool
}

// readPairs reads JSON lines whose offsets count characters.
func readPairs(path string) ([]pair, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []pair
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<22)
	for n := 1; in.Scan(); n++ {
		var j jsonPair
		if err := json.Unmarshal(in.Bytes(), &j); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		p := pair{id: j.ID, text: j.Text, event: j.Event, holds: -1, fold: foldOf(j.Text),
			actor: bytesOf(j.Text, j.Actor), recipient: bytesOf(j.Text, j.Recipient)}
		if j.Holds != nil {
			p.holds = 0
			if *j.Holds {
				p.holds = 1
			}
		}
		out = append(out, p)
	}
	return out, in.Err()
}

func bytesOf(s string, chars [2]int) text.Span {
	var out text.Span
	n := 0
	for i := range s {
		if n == chars[0] {
			out.From = i
		}
		if n == chars[1] {
			out.To = i
		}
		n++
	}
	if chars[1] >= utf8.RuneCountInString(s) {
		out.To = len(s)
	}
	return out
}

// readOwn reads every .tsv of the folder: type, mode ("-" for none), sentence
// with its parties marked [A …] and [B …].
func readOwn(folder string) ([]pair, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.tsv"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var out []pair
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for n, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
			p, err := ownLine(line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w: %q", name, n+1, err, line)
			}
			p.id = fmt.Sprintf("%s:%d", filepath.Base(name), n+1)
			out = append(out, p)
		}
	}
	return out, nil
}

func ownLine(line string) (pair, error) {
	f := strings.Split(line, "\t")
	if len(f) != 3 {
		return pair{}, fmt.Errorf("%d columns, want type, mode and sentence", len(f))
	}
	p, err := unmark(f[2])
	p.event, p.mode, p.holds = f[0], f[1], 1
	if p.event == "NONE" {
		p.holds = 0
	}
	if p.mode == "-" {
		p.mode = ""
	}
	return p, err
}

// unmark takes the brackets of "[A Seoul] cancelled" out; they may be nested.
func unmark(s string) (pair, error) {
	var b strings.Builder
	p := pair{fold: -1, holds: -1}
	var open []*text.Span
	seen := 0
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], "[A "):
			p.actor.From, open, seen = b.Len(), append(open, &p.actor), seen+1
			i += 2
		case strings.HasPrefix(s[i:], "[B "):
			p.recipient.From, open, seen = b.Len(), append(open, &p.recipient), seen+1
			i += 2
		case s[i] == ']' && len(open) > 0:
			open[len(open)-1].To = b.Len()
			open = open[:len(open)-1]
		default:
			b.WriteByte(s[i])
		}
	}
	p.text = b.String()
	if seen != 2 || len(open) > 0 || p.actor.Len() == 0 || p.recipient.Len() == 0 {
		return p, fmt.Errorf("want one [A …] and one [B …]")
	}
	return p, nil
}

// oneSided are the types that one party does and the other suffers.
var oneSided = []string{"ACCUSE", "AID", "ASSAULT", "COERCE", "CONCEDE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "THREATEN", "YIELD"}

// turn exchanges the parties of one-sided acts, but for those that "and"
// joins.
func turn(ps []pair) []pair {
	var out []pair
	for _, p := range ps {
		lo, hi := min(p.actor.To, p.recipient.To), max(p.actor.From, p.recipient.From)
		if !slices.Contains(oneSided, p.event) || lo > hi || strings.TrimSpace(p.text[lo:hi]) == "and" {
			continue
		}
		p.actor, p.recipient = p.recipient, p.actor
		p.event, p.mode, p.id = "NONE", "", p.id+" exchanged"
		out = append(out, p)
	}
	return out
}
