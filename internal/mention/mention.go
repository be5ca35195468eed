package mention

import "github.com/attache/attache/internal/codebook"

// Kind says what sort of words a mention is.
type Kind uint8

const (
	Unknown Kind = iota
	State        // "Japan", "Tokyo" for its government, "the Japanese side"
	Org          // "the United Nations", "the Liberal Democratic Party"
	Person       // "Japanese Defense Minister Nobuo Kishi", "Kishi"
	Role         // "border guards", "the minister", "two protesters"
	Pronoun      // "it", "they"
	Group        // "the two sides", "both countries"
)

// Party is one entity that a mention stands for, as PLOVER names it.
type Party struct {
	Code   string // ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, MNC, IMG; "" when unknown
	Sector string // main sector, "GOV"; "" for a bare country
	Name   string // canonical name: "Nobuo Kishi", "Liberal Democratic Party", "Japan"
	Office string // office held on the report's day: "Minister of Defense"
	Ref    string // the codebook's key of the entity, "" when the report alone tells
}

// Mention is a run of words that names or means actors.
type Mention struct {
	Sent     int // index of the sentence
	From, To int // tokens, half-open
	Head     int // token that heads the words in the tree
	Kind     Kind
	Parties  []Party        // one for each entity it stands for; empty when unresolved
	Metonym  bool           // a place's name that may stand for its government
	Chain    int            // mentions of one entity share a number, -1 for none
	Coord    int            // mentions joined by "and" in one sentence share a number, -1 for none
	Why      []codebook.Pos // the lines it was resolved by
}
