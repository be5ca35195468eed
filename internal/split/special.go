package split

import "strings"

// maxSpecial bounds what is looked at for one address, in bytes, so that a
// chunk of any length is cut in linear time.
const maxSpecial = 2048

// special returns the end of a web address, mail address, file name, hashtag,
// handle or emoticon that begins at i; i when there is none.
func (c *cutter) special(i int) int {
	s := c.t[i:min(c.end, i+maxSpecial)]
	if j := emoticon(s); j > 0 && c.gap != glued {
		return i + j
	}
	switch s[0] {
	case '#', '@':
		if n := c.name(i + 1); n > 1 && isAlpha(c.at(i+1)) && c.gap != glued {
			return i + 1 + n
		}
	case '+':
		if n := c.digits(i + 1); n > 0 && n <= 3 && c.gap != glued {
			return i + 1 + n
		}
	}
	if !isWordy(c.classOf(i)) {
		return i
	}
	if at := strings.IndexByte(s, '@'); at > 0 && mailName(s[:at]) {
		return i + at + 1 + trimTail(s[at+1:])
	}
	if address(s) {
		return i + trimTail(s)
	}
	return i
}

// name counts letters, digits and underscores from i on.
func (c *cutter) name(i int) int {
	n := 0
	for i+n < c.end && (isAlpha(c.t[i+n]) || isDigit(c.t[i+n]) || c.t[i+n] == '_') {
		n++
	}
	return n
}

// mailName reports whether s can stand before the @ of a mail address.
func mailName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !isAlpha(c) && !isDigit(c) && !strings.ContainsRune("._-+%'", rune(c)) {
			return false
		}
	}
	return true
}

// address reports whether s begins with a web address or is a file name.
func address(s string) bool {
	if i := strings.Index(s, "://"); i > 0 && i < 8 && plain(s[:i]) {
		return true
	}
	if len(s) > 4 && strings.EqualFold(s[:4], "www.") {
		return true
	}
	dot := strings.IndexByte(s, '.')
	if dot <= 0 {
		return false
	}
	body := s[:trimTail(s)]
	k := 0
	for k < len(body) && (isAlpha(body[k]) || isDigit(body[k]) || strings.IndexByte(".-_", body[k]) >= 0) {
		k++
	}
	if k < len(body) && body[k] != '/' {
		return false
	}
	last := strings.LastIndexByte(body[:k], '.')
	return last > 0 && (isAlpha(body[last-1]) || isDigit(body[last-1])) && last+2 < k && known(domains, body[last+1:k])
}

// trimTail returns the length of s without the closing marks at its end and
// without what follows a bracket or quote.
func trimTail(s string) int {
	n := len(s)
	if k := strings.IndexAny(s, "<>\"”"); k >= 0 {
		n = k
	}
	for n > 0 && strings.IndexByte(".,;:!?)]}'*", s[n-1]) >= 0 {
		if s[n-1] == ')' && strings.IndexByte(s[:n], '(') >= 0 {
			break
		}
		n--
	}
	return n
}

// emoticon returns the length of the emoticon that s begins with and after
// which only closing marks follow; 0 when there is none.
func emoticon(s string) int {
	if len(s) < 2 || isWordy(class[s[0]]) || len(s) > 6 {
		return 0
	}
	for _, e := range emoticons {
		if strings.HasPrefix(s, e) && strings.Trim(s[len(e):], ".,!?)") == "" {
			return len(e)
		}
	}
	return 0
}

var emoticons = []string{">:(", ":-)", ";-)", ":-(", ":-D", ":-P", ":)", ";)", ":(", ":D", ";D", ":P", ";P", ":p", ":/", "=)", "=(", "^_^", ":o", ":O"}
