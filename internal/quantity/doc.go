// Package quantity finds counts and amounts in a sentence: people killed,
// wounded or arrested, crowds, troops, money, shares, with their bounds ("at
// least", "up to", "10 to 15", "dozens").
//
// In: a sentence; words are enough, tags help to name what is counted. Out: one
// Quantity each, in the order of the text. It must not know events, nor times:
// the caller passes the spans that are dates.
package quantity
