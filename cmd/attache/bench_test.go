package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"testing"
)

// BenchmarkCode codes the example report a hundred times, from JSON lines to
// JSON lines, on one core and on two.
func BenchmarkCode(b *testing.B) {
	words, err := os.ReadFile("../../testdata/reports/strait.txt")
	if err != nil {
		b.Fatal(err)
	}
	var in bytes.Buffer
	const reports = 100
	for i := range reports {
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint(i), "text": string(words)})
		if err != nil {
			b.Fatal(err)
		}
		in.Write(append(line, '\n'))
	}
	eng, err := openCoder(coderOptions{threshold: -1})
	if err != nil {
		b.Fatal(err)
	}
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint("workers=", workers), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				e := &env{in: bytes.NewReader(in.Bytes()), out: io.Discard, err: os.Stderr, open: func(coderOptions) (engine, error) { return eng, nil }}
				if err := e.code(context.Background(), coderOptions{threshold: -1}, readFlags{workers: workers}, "jsonl", []string{"-"}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(reports*b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
