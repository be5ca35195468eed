package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// A packed file is gzipped: its first line names what it holds, the second is
// a header in JSON, and columns of numbers follow, each as its length in bytes
// (32 bits, little-endian) and unsigned varints.

// column is a list of numbers, written at its end and read from its start.
type column struct {
	bytes []byte
	short bool // it was read beyond its end
}

func (c *column) put(n int) {
	c.bytes = binary.AppendUvarint(c.bytes, uint64(n))
}

func (c *column) get() int {
	n, size := binary.Uvarint(c.bytes)
	if size <= 0 || n > 1<<30 {
		c.short = true
		return 0
	}
	c.bytes = c.bytes[size:]
	return int(n)
}

// writePacked writes a packed file; the same contents give the same bytes.
func writePacked(path, magic string, header any, columns []column) error {
	head, err := json.Marshal(header)
	if err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := append([]byte(magic), '\n')
	out = append(append(out, head...), '\n')
	for _, c := range columns {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(c.bytes)))
		out = append(out, c.bytes...)
	}
	if _, err := z.Write(out); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}

// readPacked reads a packed file of the given number of columns.
func readPacked(path, magic string, header any, columns int) ([]column, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	got, err := unpack(all, magic, header, columns)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return got, nil
}

func unpack(all []byte, magic string, header any, columns int) ([]column, error) {
	first, all, _ := bytes.Cut(all, []byte("\n"))
	if string(first) != magic {
		return nil, fmt.Errorf("the first line is not %q; write the file anew with this program", magic)
	}
	head, all, _ := bytes.Cut(all, []byte("\n"))
	if err := json.Unmarshal(head, header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	out := make([]column, columns)
	for i := range out {
		if len(all) < 4 || len(all)-4 < int(binary.LittleEndian.Uint32(all)) {
			return nil, fmt.Errorf("cut off in column %d; get the file again", i+1)
		}
		n := int(binary.LittleEndian.Uint32(all))
		out[i].bytes, all = all[4:4+n], all[4+n:]
	}
	return out, nil
}
