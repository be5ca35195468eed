package split

// wordFrom cuts the word or number that begins at i, with what belongs to it,
// and returns its end.
func (c *cutter) wordFrom(i int) int {
	j, seg := i, i // seg: where the part behind the last joint begins
	if c.t[i] == '.' {
		j++ // ".5"
	}
	for j < c.end {
		cl, n := classAt(c.t, j)
		if isWordy(cl) {
			j += n
			continue
		}
		if cl == cApos {
			if k := c.clitic(i, j, n); k > 0 {
				return k
			}
		}
		if j+n >= c.end || !c.joins(i, seg, j, n, cl) {
			break
		}
		j += n
		seg = j
	}
	if isDigit(c.t[i]) || c.t[i] == '.' {
		return c.number(i, j)
	}
	if c.at(j) == '.' && c.at(j+1) != '.' && (!isWordy(c.classOf(j+1)) || isDigit(c.t[j+1]) || isUpper(c.t[j+1]) && c.letters(j+1) > 1) {
		if k := c.abbreviation(i, j); k != other {
			return c.add(i, j+1, k)
		}
	}
	if c.at(j) == '$' && currency(c.t[i:j]) {
		j++
	}
	return c.word(i, j, word)
}

// word adds the word [i, j), cut in two when it is a contraction.
func (c *cutter) word(i, j int, k kind) int {
	if n := contraction(c.t[i:j]); n > 0 {
		c.add(i, i+n, k)
		i += n
	}
	return c.add(i, j, k)
}

// joins reports whether the mark of class cl at j joins the words around it
// to one. The word began at i, its last part at seg.
func (c *cutter) joins(i, seg, j, n int, cl uint8) bool {
	before, after := c.t[j-1], c.t[j+n]
	wordAfter := isWordy(c.classOf(j + n))
	switch cl {
	case cStop:
		return c.t[j] == '.' && wordAfter && c.stopJoins(seg, j)
	case cApos:
		if decade(c.t[i:j]) && c.letters(j+n) == 1 && after == 's' {
			return true
		}
		return isWordy(class[before]) && wordAfter && !isDigit(after) && !isDigit(before)
	case cHyphen:
		return wordAfter && c.hyphenJoins(i, seg, j)
	case cSlash:
		return wordAfter && c.slashJoins(i, seg, j)
	case cComma:
		if !isDigit(before) || !isDigit(after) {
			return false
		}
		return c.t[j] == ':' || c.t[j] == ',' && c.digits(j+1) == 3
	case cJoin:
		switch c.t[j] {
		case '&':
			return isUpper(before) && isUpper(after) || isLower(before) && isLower(after) && j-seg == 1
		case '*':
			return isAlpha(before) && isAlpha(after)
		case '@':
			return true
		}
	}
	return false
}

// stopJoins judges a full stop with a word on both sides: "3.5", "U.S.",
// "p.m.", "enron.com" are one word, "said.The" is not.
func (c *cutter) stopJoins(seg, j int) bool {
	before, after := c.t[j-1], c.t[j+1]
	switch {
	case isDigit(after):
		return isDigit(before) || isLower(before)
	case isDigit(before):
		return false
	case j-seg == 1 || isAlpha(before) && isDigit(c.t[j-2]):
		return !isUpper(after) || !isUpper(before) || c.letters(j+1) == 1 || known(domains, c.t[j+1:j+1+c.letters(j+1)])
	case isUpper(after):
		return c.letters(j+1) == 1 && j-seg <= 2 && c.at(j+2) == '.' // "Ph.D."
	}
	return isLower(after) && (known(domains, c.t[j+1:j+1+c.letters(j+1)]) || c.newsgroup(j))
}

// newsgroup reports whether the full stop at j stands in a chunk of three or
// more small words joined by full stops, as "comp.sources.unix".
func (c *cutter) newsgroup(j int) bool {
	dots, from, to := 0, j, j
	for from > 0 && j-from < maxNumber && (isLower(c.t[from-1]) || c.t[from-1] == '.') {
		from--
	}
	for to < c.end && to-j < maxNumber && (isLower(c.t[to]) || c.t[to] == '.') {
		to++
	}
	for k := from; k < to; k++ {
		if c.t[k] == '.' && k+1 < to {
			if k == from || c.t[k-1] == '.' {
				return false
			}
			dots++
		}
	}
	return dots >= 2
}

// letters counts the ASCII letters from i on.
func (c *cutter) letters(i int) int {
	n := 0
	for i+n < c.end && isAlpha(c.t[i+n]) {
		n++
	}
	return n
}

// digits counts the digits from i on.
func (c *cutter) digits(i int) int {
	n := 0
	for i+n < c.end && isDigit(c.t[i+n]) {
		n++
	}
	return n
}

// hyphenJoins judges a hyphen between words: prefixes that are no words
// ("non-", "anti-") and telephone numbers keep it, all else is cut.
func (c *cutter) hyphenJoins(i, seg, j int) bool {
	if c.t[j] != '-' {
		return false
	}
	if isDigit(c.t[i]) || isDigit(c.t[j-1]) && isDigit(c.t[j+1]) {
		return c.numericJoins(i, j)
	}
	if known(prefixes, c.t[seg:j]) && (seg == i || c.t[seg-1] != '-') {
		return true
	}
	k := j + 1
	for k < c.end && isAlpha(c.t[k]) {
		k++
	}
	return known(suffixes, c.t[j+1:k]) && c.at(k) != '-'
}

const maxNumber = 40 // bytes of a telephone number or name of a newsgroup, at most

// numericJoins judges the first hyphen of groups of digits: "713-853-3989",
// "345-9945" and "12-20-2000" are one, the range "5-10" is three.
func (c *cutter) numericJoins(i, j int) bool {
	if j-i > maxNumber {
		return false
	}
	for k := i; k < j; k++ {
		if !isDigit(c.t[k]) && c.t[k] != '-' {
			return false
		}
	}
	groups, last, first := 1, c.digits(i), c.digits(i)
	k := i + first
	for k-i <= maxNumber && c.at(k) == '-' && isDigit(c.at(k+1)) {
		last = c.digits(k + 1)
		k += 1 + last
		groups++
	}
	if isWordy(c.classOf(k)) {
		return false
	}
	return groups > 2 || groups == 2 && last == 4 && first != 4
}

// slashJoins judges a slash: dates such as "9/11" and pairs of letters such
// as "I/C" are one word, "and/or" and "2/3s" are cut.
func (c *cutter) slashJoins(i, seg, j int) bool {
	if c.t[j] != '/' {
		return false
	}
	if isDigit(c.t[j-1]) && isDigit(c.t[j+1]) {
		return c.date(i)
	}
	return seg == i && j-i == 1 && c.letters(j+1) == 1 && !isWordy(c.classOf(j+2)) && c.at(j+2) != '/'
}

// date reports whether the digits and slashes from i on read as a date or a
// telephone number, not as a fraction.
func (c *cutter) date(i int) bool {
	a := c.digits(i)
	if c.at(i+a) != '/' {
		return false
	}
	b := c.digits(i + a + 1)
	k := i + a + 1 + b
	if c.at(k) == '/' && isDigit(c.at(k+1)) {
		return true
	}
	return a+b >= 3 && !isAlpha(c.at(k))
}

// clitic cuts the word [i, j) and the clitic at its apostrophe, when what
// follows the apostrophe is one; it returns the end, 0 when it is none.
func (c *cutter) clitic(i, j, n int) int {
	k := j + n
	m := c.letters(k)
	if isWordy(c.classOf(k + m)) {
		return 0
	}
	tail := c.t[k : k+m]
	if m == 1 && lower(tail[0]) == 't' && lower(c.t[j-1]) == 'n' && j-1 > i {
		c.add(i, j-1, word)
		return c.add(j-1, k+m, word)
	}
	if !isClitic(tail) || m == 1 && decade(c.t[i:j]) {
		return 0
	}
	c.word(i, j, word)
	return c.add(j, k+m, word)
}

// decade reports whether s is a number such as 60 or 1960, whose plural may
// have an apostrophe.
func decade(s string) bool {
	return (len(s) == 2 || len(s) == 4) && isDigit(s[0]) && isDigit(s[len(s)-2]) && s[len(s)-1] == '0'
}

// number cuts the number [i, j) and the unit glued to it: "5pm", "430km".
func (c *cutter) number(i, j int) int {
	k := i
	for k < j && (isDigit(c.t[k]) || c.t[k] == '.' || c.t[k] == ',' || c.t[k] == ':') {
		k++
	}
	if k < j && k > i && isDigit(c.t[k-1]) && known(units, c.t[k:j]) {
		c.add(i, k, number)
		if c.at(j) == '.' && c.classOf(j+1) != cStop && !isWordy(c.classOf(j+1)) && c.t[j-2] == '.' {
			return c.add(k, j+1, abbrev) // "5p.m."
		}
		return c.add(k, j, word)
	}
	return c.add(i, j, number)
}

// abbreviation says whether the full stop at j belongs to the word [i, j).
func (c *cutter) abbreviation(i, j int) kind {
	s := c.t[i:j]
	switch {
	case len(s) == 1 && isUpper(s[0]):
		return initial
	case len(s) == 1:
		return other
	case acronym(s):
		return abbrev
	case known(numbered, s):
		if c.numberFollows(j + 1) {
			return abbrev
		}
		return other
	case isUpper(s[0]) && known(titled, s), known(abbreviations, s):
		return abbrev
	}
	return other
}

// numberFollows reports whether a digit comes next on the line.
func (c *cutter) numberFollows(i int) bool {
	t := c.w.text
	for i < len(t) && t[i] == ' ' {
		i++
	}
	return i < len(t) && isDigit(t[i])
}

// acronym reports whether s is letters divided by full stops: "U.S", "p.m".
func acronym(s string) bool {
	dots := 0
	for k := 0; k < len(s); k++ {
		if s[k] == '.' {
			dots++
			continue
		}
		if !isAlpha(s[k]) || k > 1 && s[k-1] != '.' && dots > 0 && k < len(s)-1 && s[k+1] != '.' && k > 2 {
			return false
		}
	}
	return dots > 0
}

func currency(s string) bool { return len(s) <= 3 && isUpper(s[0]) && allCaps(s) }
