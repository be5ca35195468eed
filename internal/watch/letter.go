package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"

	"github.com/wneessen/go-mail"

	"github.com/attache/attache/internal/store"
)

// Mail is the server that sends letters.
type Mail struct {
	Host         string `toml:"host"`
	Port         int    `toml:"port"` // 587, 465 with tls = "tls"
	From         string `toml:"from"`
	User         string `toml:"user"`
	PasswordFile string `toml:"password_file"`
	PasswordEnv  string `toml:"password_env"`
	TLS          string `toml:"tls"` // "starttls" (must), "tls", or "none" for a server on this machine
}

func (m Mail) check() error {
	switch {
	case m.Host == "":
		return nil
	case !slices.Contains([]string{"", "starttls", "tls", "none"}, m.TLS):
		return fmt.Errorf("mail: tls = %q: write \"starttls\", \"tls\" or \"none\"", m.TLS)
	case m.User != "" && m.PasswordFile == "" && m.PasswordEnv == "":
		return errors.New("mail: a user without a password: name it with password_file or password_env")
	case m.User != "" && m.TLS == "none":
		return errors.New("mail: a password is not sent in the clear: leave out tls = \"none\", or the user")
	}
	if _, err := netmail.ParseAddress(m.From); err != nil {
		return fmt.Errorf("mail: from = %q: give the address that letters come from", m.From)
	}
	return nil
}

// letter sends one letter about all that is due. Its Message-ID is that of the
// batch, so that a letter sent again after a crash is known as the same.
func (w *Watcher) letter(ctx context.Context, a Alert, list []store.Delivery) error {
	m := w.opt.Mail
	msg := mail.NewMsg()
	if err := msg.From(m.From); err != nil {
		return err
	}
	if err := msg.To(a.Mail...); err != nil {
		return err
	}
	subject, body, err := write(a.Name, list)
	if err != nil {
		return err
	}
	_, domain, _ := strings.Cut(strings.Trim(m.From, "<> "), "@")
	msg.SetMessageIDWithValue(list[0].Batch + "@" + cmp.Or(domain, "attache.invalid"))
	msg.SetDateWithValue(w.clock.Now())
	msg.Subject(subject)
	msg.SetBodyString(mail.TypeTextPlain, body)
	client, err := m.client(w.opt.Limits)
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, msg)
}

func (m Mail) client(l Limits) (*mail.Client, error) {
	opts := []mail.Option{mail.WithTimeout(l.Silence)}
	port := 587
	switch m.TLS {
	case "tls":
		port = 465
		opts = append(opts, mail.WithSSL())
	case "none":
		port = 25
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS))
	default:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	opts = append(opts, mail.WithPort(cmp.Or(m.Port, port)))
	if m.User != "" {
		password, err := secretOf(m.PasswordFile, m.PasswordEnv)
		if err != nil {
			return nil, err
		}
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(m.User), mail.WithPassword(password))
	}
	return mail.NewClient(m.Host, opts...)
}

// write makes the words of a letter.
func write(alert string, list []store.Delivery) (subject, body string, err error) {
	subject = fmt.Sprintf("attache: %s: %d new", alert, len(list))
	var b strings.Builder
	for _, d := range list {
		e, err := eventOf(d)
		if err != nil {
			return "", "", err
		}
		if len(list) == 1 {
			subject = "attache: " + alert + ": " + headline(e)
		}
		fmt.Fprintf(&b, "%s\n", headline(e))
		for _, line := range strings.Split(details(e), "\n") {
			fmt.Fprintf(&b, "    %s\n", line)
		}
		b.WriteByte('\n')
	}
	return subject, b.String(), nil
}
