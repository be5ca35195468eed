package main

import (
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// envPrefix stands before a flag's name in the environment: ATTACHE_TRUST_PROXY
// is --trust-proxy.
const envPrefix = "ATTACHE_"

// configFlag names a file of settings.
func configFlag(c *cobra.Command) {
	c.Flags().String("config", "", "TOML file of settings named like the flags; flags and ATTACHE_… go before it")
	_ = c.MarkFlagFilename("config", "toml")
}

// settle fills the flags that the command line left out: from the environment,
// else from the file of settings.
func settle(c *cobra.Command) error {
	file, err := c.Flags().GetString("config")
	if err != nil {
		return err
	}
	if file == "" {
		file = os.Getenv(envPrefix + "CONFIG")
	}
	settings, err := readConfig(file)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	var wrong []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		known[f.Name] = true
		if f.Changed || f.Name == "config" || f.Name == "help" {
			return
		}
		name := envPrefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		from, values := name, []string{os.Getenv(name)}
		if values[0] == "" {
			v, ok := settings[f.Name]
			if !ok {
				return
			}
			from, values = file+": "+f.Name, texts(v)
		}
		for _, v := range values {
			if err := f.Value.Set(v); err != nil {
				wrong = append(wrong, fmt.Sprintf("%s: %v", from, err))
			}
		}
		f.Changed = true
	})
	for name := range settings {
		if !known[name] {
			wrong = append(wrong, fmt.Sprintf("%s: there is no setting %q; see %s --help", file, name, c.CommandPath()))
		}
	}
	if len(wrong) > 0 {
		sort.Strings(wrong)
		return wrongUse("%s", strings.Join(wrong, "; "))
	}
	return nil
}

func readConfig(file string) (map[string]any, error) {
	if file == "" {
		return nil, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, wrongUse("--config: %v", err)
	}
	var out map[string]any
	if err := toml.Unmarshal(b, &out); err != nil {
		return nil, wrongUse("%s: %v", file, err)
	}
	return out, nil
}

// texts gives a setting as a flag would be given it, a list one by one.
func texts(v any) []string {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = fmt.Sprint(x)
	}
	return out
}
