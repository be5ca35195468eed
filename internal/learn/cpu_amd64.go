package learn

func cpuid(leaf, sub uint32) (a, b, c, d uint32)
func xgetbv() (lo uint32)

// HasAVX2 reports whether the processor and the system allow 256-bit integer
// and fused float instructions. It is asked once and never changes.
var HasAVX2 = detect()

func detect() bool {
	const fma, osxsave, avx, avx2 = 1 << 12, 1 << 27, 1 << 28, 1 << 5
	top, _, _, _ := cpuid(0, 0)
	_, _, c, _ := cpuid(1, 0)
	if top < 7 || c&(fma|osxsave|avx) != fma|osxsave|avx || xgetbv()&6 != 6 {
		return false
	}
	_, b, _, _ := cpuid(7, 0)
	return b&avx2 != 0
}
