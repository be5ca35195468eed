package learn

// GateSlope is the steepness of Gate's ramp.
const GateSlope = 0.15

// Ramp maps x to 0..1 along a straight line.
func Ramp(x float32) float32 {
	t := float32(x*GateSlope) + 0.5
	return max(0, min(1, t))
}

// Gate is a sigmoid without exponentials, a cubic over Ramp: the same bits on
// every processor. Its argument is a value of Ramp.
func Gate(t float32) float32 {
	return float32(t*t) * (3 - float32(2*t))
}
