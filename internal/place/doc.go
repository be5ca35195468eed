// Package place finds the places named in a report and says where they are.
//
// In: a gazetteer (see training/places for how its file is made), the
// codebook's states and hand-written places, a report and its sentences. Out:
// one Found a name, in the order of the text, with country, coordinates,
// GeoNames id where there is one, and how precise that is. Names that more
// than one place bears are settled by the report's other places, its dateline,
// the countries it names and by population; names of people and organisations
// are left alone. It must not know events.
package place
