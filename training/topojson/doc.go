// Package topojson reads as much of TopoJSON as countries need: arcs shared by
// neighbours, and the rings that are made of them. World-atlas files go in.
package topojson
