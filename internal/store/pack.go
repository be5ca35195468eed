package store

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// packer compresses parts of the record, each for itself. It may be used by
// many goroutines.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// unpacked bounds what a part may be unpacked to, bytes.
const unpacked = 1 << 30

func newPacker() (*packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return nil, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(unpacked))
	return &packer{enc, dec}, err
}

func (p *packer) pack(b []byte) []byte { return p.enc.EncodeAll(b, nil) }

func (p *packer) unpack(b []byte) ([]byte, error) {
	out, err := p.dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("a packed part of the record cannot be read: %w", err)
	}
	return out, nil
}
