package learn

// Distances is the number of buckets of Distance.
const Distances = 21

// RootDistance is the bucket for a word that hangs on nothing.
const RootDistance = Distances - 1

// Distance puts the signed distance between two positions (not 0) in a bucket.
func Distance(d int) int {
	side := 0
	if d < 0 {
		side, d = 10, -d
	}
	switch {
	case d <= 5:
		return side + d - 1
	case d <= 7:
		return side + 5
	case d <= 10:
		return side + 6
	case d <= 15:
		return side + 7
	case d <= 24:
		return side + 8
	}
	return side + 9
}
