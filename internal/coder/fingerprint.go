package coder

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"

	"github.com/attache/attache/codebook/places"
	"github.com/attache/attache/model"
)

// Fingerprint is a digest of all data that decide how a report is coded:
// codebook, places and models. Two coders of one program with the same
// fingerprint and the same settings code alike.
func (c *Coder) Fingerprint() (string, error) {
	h := sha256.New()
	for _, root := range append(c.opt.books, places.Files) {
		if err := addFiles(h, root); err != nil {
			return "", fmt.Errorf("codebook: %w", err)
		}
	}
	if _, err := io.Copy(h, model.Reader()); err != nil {
		return "", err
	}
	for _, part := range [...][]byte{model.Split(), model.Lemma(), model.Events()} {
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil)[:8]), nil
}

// addFiles takes in the names and contents of a tree, in its order.
func addFiles(h io.Writer, root fs.FS) error {
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(h, "%s\x00%d\x00%s", name, len(b), b)
		return err
	})
}

// Settings names what a user may set, in a fixed order.
func (c *Coder) Settings() string {
	if c.opt.noScorer {
		return "no scorer"
	}
	if c.opt.threshold < 0 {
		return "threshold=default"
	}
	return fmt.Sprintf("threshold=%g", c.opt.threshold)
}
