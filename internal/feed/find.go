package feed

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// input reads one thing the user named; false means stop.
func (f *Reader) input(ctx context.Context, in string, out *sink) bool {
	switch {
	case in == "-":
		return f.source(source{name: "standard input", stdin: true}, f.stdin, out)
	case strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://"):
		return f.url(ctx, in, out)
	}
	info, err := os.Stat(in)
	switch {
	case err == nil && info.IsDir():
		return f.folder(in, out)
	case err == nil:
		return f.file(in, out)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(in, "*?[{"):
		return f.glob(in, out)
	}
	return out.fail(in, 0, plainError(err))
}

// folder reads every file below path in order of name. Hidden files, and what
// is no regular file, are passed over.
func (f *Reader) folder(path string, out *sink) bool {
	found := false
	err := filepath.WalkDir(path+string(filepath.Separator), func(p string, d fs.DirEntry, err error) error {
		p = filepath.Clean(p)
		hidden := p != filepath.Clean(path) && strings.HasPrefix(filepath.Base(p), ".")
		switch {
		case err != nil:
			found = true
			if !out.fail(p, 0, plainError(err)) {
				return fs.SkipAll
			}
			return nil
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir() || !regular(p, d):
			return nil
		}
		found = true
		if !f.file(p, out) {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		return out.fail(path, 0, plainError(err))
	}
	if !found && !out.done {
		return out.fail(path, 0, errors.New("no files in this folder"))
	}
	return !out.done
}

// regular says whether a folder's entry is a file, or a link to one.
func regular(p string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(p)
	return err != nil || info.Mode().IsRegular() // a broken link is named when it is opened
}

func (f *Reader) glob(pattern string, out *sink) bool {
	names, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly())
	if err != nil {
		return out.fail(pattern, 0, errors.New("not a pattern of file names: check its brackets"))
	}
	if len(names) == 0 {
		return out.fail(pattern, 0, errors.New("no file has such a name"))
	}
	for _, n := range sorted(names) {
		if !f.file(n, out) {
			return false
		}
	}
	return true
}

func (f *Reader) file(path string, out *sink) bool {
	file, err := os.Open(path)
	if err != nil {
		return out.fail(path, 0, plainError(err))
	}
	defer file.Close()
	return f.source(source{name: path}, file, out)
}

// Size adds up the bytes of the files and folders among inputs, for a progress
// bar; false when one of them has no known size (a stream, a URL). What is not
// there adds nothing.
func Size(inputs ...string) (int64, bool) {
	var sum int64
	for _, in := range inputs {
		names := []string{in}
		if _, err := os.Stat(in); err != nil {
			names, _ = doublestar.FilepathGlob(in, doublestar.WithFilesOnly())
		}
		if in == "-" || strings.Contains(in, "://") {
			return 0, false
		}
		for _, n := range names {
			if info, err := os.Stat(n); err != nil || !info.IsDir() && !info.Mode().IsRegular() {
				return 0, false
			}
			_ = filepath.WalkDir(n, func(_ string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					if info, err := d.Info(); err == nil {
						sum += info.Size()
					}
				}
				return nil // what cannot be read is named when it is read
			})
		}
	}
	return sum, true
}

// plainError says in plain words why a file could not be opened or read.
func plainError(err error) error {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file or folder")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("not allowed to read it: check its permissions")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("ends too soon: the file was cut short, fetch it again")
	case errors.As(err, &path):
		return path.Err
	}
	return err
}
