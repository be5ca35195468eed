package calibration

import (
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

// answers gives n answers of one confidence, some of them right.
func answers(confidence float64, n, right int) []Sure {
	var out []Sure
	for i := range n {
		out = append(out, Sure{confidence, i < right})
	}
	return out
}

func TestErrorIsTheMeanDistance(t *testing.T) {
	for _, tt := range []struct {
		name string
		sure []Sure
		want float64
	}{
		{"none", nil, 0},
		{"as good as it says", answers(0.75, 4, 3), 0},
		{"too sure", answers(0.9, 10, 5), 0.4},
		{"too modest", answers(0.2, 10, 5), 0.3},
		{"two bins, one wrong", append(answers(0.5, 10, 5), answers(0.9, 10, 4)...), 0.25},
		{"certain", answers(1, 3, 3), 0},
	} {
		if got := Error(tt.sure); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%s: %.3f, want %.3f", tt.name, got, tt.want)
		}
	}
}

// Wilson's interval for 8 of 10 and 0 of 10, from the literature's tables.
func TestInterval(t *testing.T) {
	for _, tt := range []struct {
		n, right int
		lo, hi   float64
	}{{10, 8, 0.490, 0.943}, {10, 0, 0, 0.278}, {0, 0, 0, 1}} {
		lo, hi := Bin{N: tt.n, Right: tt.right}.Interval()
		if math.Abs(lo-tt.lo) > 0.001 || math.Abs(hi-tt.hi) > 0.001 {
			t.Errorf("%d of %d: %.3f to %.3f, want %.3f to %.3f", tt.right, tt.n, lo, hi, tt.lo, tt.hi)
		}
	}
}

func TestPlotIsXMLThatShowsTheBins(t *testing.T) {
	s := append(answers(0.35, 4, 1), answers(0.95, 20, 19)...)
	got := Plot("Fish & <chips>", "answers", s)
	d := xml.NewDecoder(bytes.NewReader(got))
	for {
		_, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"Fish &amp; &lt;chips&gt;", "24 answers; calibration error 0.017", "19 of 20", "1 of 4"} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %q in the plot", want)
		}
	}
	if n := strings.Count(string(got), "<circle"); n != 2 {
		t.Errorf("%d points, want one for each bin that is not empty", n)
	}
}
