// Package atlas holds the map of the world and where a point lies on it.
//
// In: latitude and longitude in degrees. Out: units of the map, a tenth of a
// degree of longitude each, from its upper left corner; and the map itself as
// an SVG with one symbol a state, by its code. The map is Natural Earth's,
// made by training/atlas.
//
// It must not know events.
package atlas
