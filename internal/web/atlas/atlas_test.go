package atlas

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"testing"
)

func TestPointUndoesProject(t *testing.T) {
	for _, at := range [][2]float64{{35.7, 139.7}, {38.9, -77}, {-33.9, 18.4}, {0, 0}, {North, 180}, {South, -180}} {
		x, y := Project(at[0], at[1])
		lat, lon := Point(x, y)
		if math.Abs(lat-at[0]) > 1e-6 || math.Abs(lon-at[1]) > 1e-6 {
			t.Errorf("%v lies at %.1f %.1f, which is %v %v", at, x, y, lat, lon)
		}
	}
}

func TestTheEdgesHoldEverything(t *testing.T) {
	if x, y := Project(90, -180); x != 0 || y != 0 {
		t.Errorf("the north pole lies at %v %v", x, y)
	}
	if _, y := Project(-90, 0); y != Height() {
		t.Errorf("the south pole lies at %v, below %v", y, Height())
	}
}

func TestTheMapIsOneSymbolAState(t *testing.T) {
	ids := map[string]bool{}
	d := xml.NewDecoder(bytes.NewReader(World()))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tok.(xml.StartElement); ok {
			for _, a := range s.Attr {
				if a.Name.Local == "id" {
					if ids[a.Value] {
						t.Errorf("%s stands twice", a.Value)
					}
					ids[a.Value] = true
				}
			}
		}
	}
	for _, id := range []string{"land", "JPN", "USA", "FRA", "NOR", "XKX", "TWN", "PSE", "MDV", "SGP"} {
		if !ids[id] {
			t.Errorf("no %s", id)
		}
	}
}
