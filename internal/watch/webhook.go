package watch

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/attache/attache/internal/store"
)

// post sends one event to a webhook, signed as the Standard Webhooks
// specification has it (standardwebhooks.com), for which receivers find
// libraries. The webhook-id is the same at every try: a receiver that
// remembers ids takes each event once.
func (w *Watcher) post(ctx context.Context, a Alert, list []store.Delivery) error {
	d := list[0]
	secret, err := secretOf(a.SecretFile, a.SecretEnv)
	if err != nil {
		return err
	}
	body, err := postBody(a.Name, d)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, w.opt.Limits.Silence)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.Webhook, bytes.NewReader(body))
	if err != nil {
		return err
	}
	now := w.clock.Now().Unix()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", w.opt.Agent)
	req.Header.Set("Webhook-Id", d.ID)
	req.Header.Set("Webhook-Timestamp", strconv.FormatInt(now, 10))
	req.Header.Set("Webhook-Signature", sign(secret, d.ID, now, body))
	res, err := w.client.Do(req)
	if err != nil {
		if p := isPrivate(err); p != nil {
			return p
		}
		return err
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // so that the connection can be used again
	if res.StatusCode/100 == 2 {
		return nil
	}
	t := later("the receiver answers %q", res.Status)
	t.wait = retryAfter(res.Header.Get("Retry-After"), w.clock.Now())
	return t
}

// postBody is the same bytes at every try.
func postBody(alert string, d store.Delivery) ([]byte, error) {
	return json.Marshal(struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      any       `json:"data"`
	}{"event.found", d.Found, struct {
		Alert string          `json:"alert"`
		Event json.RawMessage `json:"event"`
	}{alert, json.RawMessage(d.Body)}})
}

// sign gives "v1," and the HMAC-SHA256 of "id.seconds.body" in base64. A secret
// that begins with "whsec_" is base64 behind it; any other is its own bytes.
func sign(secret, id string, seconds int64, body []byte) string {
	key := []byte(secret)
	if rest, ok := strings.CutPrefix(secret, "whsec_"); ok {
		if raw, err := base64.StdEncoding.DecodeString(rest); err == nil {
			key = raw
		}
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + strconv.FormatInt(seconds, 10) + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
