package learn

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestFileSurvivesWriting(t *testing.T) {
	f := NewFile()
	f.Text["rels"] = []string{"nsubj", "obj"}
	f.I8["a"] = []int8{-1, 2}
	f.I16["b"] = []int16{-300}
	f.I32["c"] = []int32{1 << 20, -5}
	f.U64["d"] = []uint64{1 << 60}
	f.F32["e"] = []float32{0.5, -2}
	var one, two bytes.Buffer
	if err := f.Write(&one); err != nil {
		t.Fatal(err)
	}
	got, err := Read(bytes.NewReader(one.Bytes()))
	if err != nil || !reflect.DeepEqual(got, f) {
		t.Fatalf("read %+v, %v", got, err)
	}
	if got.Write(&two); !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("written twice, two files")
	}
}

func TestBrokenFilesAreErrors(t *testing.T) {
	f := NewFile()
	f.I16["b"] = []int16{1, 2, 3}
	var b bytes.Buffer
	f.Write(&b)
	for _, text := range []string{"", "not weights at all", b.String()[:20], b.String()[:b.Len()-1]} {
		if _, err := Read(strings.NewReader(text)); err == nil {
			t.Errorf("%d bytes were read without an error", len(text))
		}
	}
}

func TestIndexFindsItsKeys(t *testing.T) {
	keys := []uint64{0, 17, 33, 17 + 16, 99}
	x := NewIndex(keys)
	for i, k := range keys[1:3] {
		if got := x.Row(k); got != i+1 {
			t.Errorf("Row(%d) = %d, expected %d", k, got, i+1)
		}
	}
	if x.Row(5) != -1 {
		t.Error("found a key that is not there")
	}
}
