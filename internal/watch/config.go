package watch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/attache/attache/internal/store"
)

// Config is what is watched and who is told, as a TOML file has it.
type Config struct {
	AllowHosts []string `toml:"allow_hosts"` // that may have private addresses: "host" or "host:port"
	Delay      Duration `toml:"delay"`       // pause between two requests to one host
	Agent      string   `toml:"agent"`       // what servers are told of who asks
	Lists      []string `toml:"lists"`       // files with more feeds: OPML, or one address a line
	Feeds      []Feed   `toml:"feed"`
	Alerts     []Alert  `toml:"alert"`
	Mail       Mail     `toml:"mail"`
}

// Feed is a source as the user lists it.
type Feed struct {
	URL      string   `toml:"url" json:"-"`
	Name     string   `toml:"name" json:"-"`
	Every    Duration `toml:"every" json:"every,omitzero"`       // pause between two tries: 15m
	Text     string   `toml:"text" json:"text,omitempty"`        // "page" (fetch the article) or "feed" (the feed has it whole)
	MaxAge   Duration `toml:"max_age" json:"max_age,omitzero"`   // leave out what is older; sitemaps: 168h
	Backfill bool     `toml:"backfill" json:"backfill,omitzero"` // also what a sitemap without dates held before
	Robots   string   `toml:"robots" json:"robots,omitempty"`    // "obey", or "ignore" for a site of one's own
	Delay    Duration `toml:"delay" json:"delay,omitzero"`       // pause between two requests to its host, when longer
}

// Duration is written as "15m" or "36h".
type Duration time.Duration

// checkUnits refuses a bare number, which TOML gives as nanoseconds.
func checkUnits(list ...Duration) error {
	for _, d := range list {
		if d != 0 && d < Duration(time.Millisecond) {
			return fmt.Errorf("%d is no duration: write it in quotes with its unit, as \"15m\" or \"36h\"", int64(d))
		}
	}
	return nil
}

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err != nil || v < 0 {
		return fmt.Errorf("%q is no duration: write it as 15m or 36h", b)
	}
	*d = Duration(v)
	return nil
}

// MarshalText writes a duration.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

const (
	usualEvery     = 15 * time.Minute
	shortestEvery  = time.Second
	usualSitemap   = 7 * 24 * time.Hour
	longestBackoff = 24 * time.Hour
)

func (f Feed) every() time.Duration {
	if f.Every == 0 {
		return usualEvery
	}
	return max(time.Duration(f.Every), shortestEvery)
}

// check says what is wrong with a feed.
func (f Feed) check() error {
	if _, err := parseWeb(f.URL); err != nil {
		return err
	}
	if u, err := url.Parse(f.URL); err != nil || u.User != nil {
		return errors.New("a password in the address of a feed would be shown with it: give an address without")
	}
	if !slices.Contains([]string{"", "page", "feed"}, f.Text) {
		return fmt.Errorf("feed %s: text = %q: write \"page\" or \"feed\"", f.URL, f.Text)
	}
	if !slices.Contains([]string{"", "obey", "ignore"}, f.Robots) {
		return fmt.Errorf("feed %s: robots = %q: write \"obey\" or \"ignore\"", f.URL, f.Robots)
	}
	if err := checkUnits(f.Every, f.MaxAge, f.Delay); err != nil {
		return fmt.Errorf("feed %s: %w", f.URL, err)
	}
	return nil
}

// source is the feed as the record keeps it.
func (f Feed) source() (store.Source, error) {
	u, err := parseWeb(f.URL)
	if err != nil {
		return store.Source{}, err
	}
	options, err := json.Marshal(f)
	return store.Source{URL: u.String(), Host: hostOf(u), Name: f.Name, Options: string(options)}, err
}

// feedOf gives back the options of a source of the record.
func feedOf(src store.Source) Feed {
	f := Feed{}
	_ = json.Unmarshal([]byte(src.Options), &f) // written by source; else the defaults hold
	f.URL, f.Name = src.URL, src.Name
	return f
}

// ReadConfig reads a TOML file. Paths in it are relative to its folder. A
// mistake is named by line, with what stands there.
func ReadConfig(path string) (Config, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return Config{}, err
	}
	c, err := parseConfig(raw)
	if err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	dir := filepath.Dir(path)
	for _, list := range c.Lists {
		more, err := ReadList(beside(dir, list))
		if err != nil {
			return c, err
		}
		c.Feeds = append(c.Feeds, more...)
	}
	for i := range c.Alerts {
		c.Alerts[i].Feed = beside(dir, c.Alerts[i].Feed)
		c.Alerts[i].SecretFile = beside(dir, c.Alerts[i].SecretFile)
	}
	c.Mail.PasswordFile = beside(dir, c.Mail.PasswordFile)
	return c, nil
}

func beside(dir, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

func parseConfig(raw []byte) (Config, error) {
	var c Config
	d := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, tomlError(err)
	}
	if err := checkUnits(c.Delay); err != nil {
		return c, fmt.Errorf("delay: %w", err)
	}
	names := map[string]bool{}
	for _, a := range c.Alerts {
		if err := a.check(c.Mail); err != nil {
			return c, err
		}
		if names[a.Name] {
			return c, fmt.Errorf("two alerts are named %q: their deliveries are kept by name, so give each its own", a.Name)
		}
		names[a.Name] = true
	}
	for _, f := range c.Feeds {
		if err := f.check(); err != nil {
			return c, err
		}
	}
	return c, nil
}

func tomlError(err error) error {
	var strict *toml.StrictMissingError
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		line, _ := strict.Errors[0].Position()
		return fmt.Errorf("line %d: no such setting: %s", line, strings.Join(strict.Errors[0].Key(), "."))
	case errors.As(err, &decode):
		line, col := decode.Position()
		return fmt.Errorf("line %d, column %d: %s", line, col, strings.TrimPrefix(decode.Error(), "toml: "))
	}
	return err
}
