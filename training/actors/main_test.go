package main

import "testing"

func TestEveryCountryIsAState(t *testing.T) {
	lines, err := compare()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		t.Error(l)
	}
}
