package split

// A set of lower-case words, none longer than maxKnown.
type set map[string]struct{}

const maxKnown = 12

// known reports whether s, in any case, is in the set. It allocates nothing.
func known(in set, s string) bool {
	var buf [maxKnown]byte
	if len(s) == 0 || len(s) > maxKnown {
		return false
	}
	for i := 0; i < len(s); i++ {
		buf[i] = lower(s[i])
	}
	_, ok := in[string(buf[:len(s)])]
	return ok
}

// contraction returns where a word without an apostrophe is cut in two, 0
// when it is not: "can|not", "gon|na", "do|nt".
func contraction(s string) int {
	if len(s) < 3 || len(s) > 8 {
		if len(s) != 2 || lower(s[0]) != 'i' || s[1] != 'm' {
			return 0
		}
	}
	switch s[len(s)-1] | 0x20 {
	case 't', 'a', 's', 'e', 'l', 'm':
	default:
		return 0
	}
	var buf [8]byte
	for i := 0; i < len(s); i++ {
		buf[i] = lower(s[i])
	}
	return contractions[string(buf[:len(s)])]
}

// contractions hold the length of the first part.
var contractions = map[string]int{
	"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "lemme": 3, "gimme": 3, "outta": 3, "lotta": 3,
	"dont": 2, "wont": 2, "cant": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3, "arent": 3, "arnt": 2,
	"werent": 4, "couldnt": 5, "wouldnt": 5, "shouldnt": 6, "havent": 4, "hasnt": 3, "hadnt": 3, "aint": 2,
	"im": 1, "ive": 1, "youre": 3, "theyre": 4, "youve": 3, "theyve": 4, "weve": 2, "youll": 3, "theyll": 4,
	"itll": 2, "thats": 4, "theres": 5, "whats": 4, "heres": 4, "hes": 2, "shes": 3, "elses": 4, "lets": 3,
}

func isClitic(s string) bool {
	switch len(s) {
	case 1:
		c := lower(s[0])
		return c == 's' || c == 'm' || c == 'd'
	case 2:
		a, b := lower(s[0]), lower(s[1])
		return a == 'r' && b == 'e' || a == 'v' && b == 'e' || a == 'l' && b == 'l'
	}
	return false
}

// clipped reports whether s is a word that is written with an apostrophe for
// its lost beginning.
func clipped(s string) bool {
	return known(clippedWords, s)
}

var (
	clippedWords = set{"em": {}, "til": {}, "till": {}, "cause": {}, "tis": {}, "twas": {}, "n": {}, "bout": {}, "round": {}}

	// prefixes that the treebank leaves on their word.
	prefixes = set{"non": {}, "anti": {}, "re": {}, "co": {}, "pre": {}, "pro": {}, "mid": {}, "cross": {}, "post": {},
		"semi": {}, "multi": {}, "ex": {}, "sub": {}, "counter": {}, "neo": {}, "inter": {}, "intra": {}, "socio": {},
		"psycho": {}, "over": {}, "arch": {}, "micro": {}, "mini": {}, "e": {}, "extra": {}, "ultra": {}, "trans": {},
		"un": {}, "de": {}, "bi": {}, "pseudo": {}, "quasi": {}, "super": {}, "hyper": {}, "under": {}}

	suffixes = set{"wise": {}, "esque": {}}

	// units glued to a number are cut off.
	units = set{"am": {}, "pm": {}, "a.m": {}, "p.m": {}, "k": {}, "m": {}, "mm": {}, "cm": {}, "km": {}, "kg": {},
		"mg": {}, "ft": {}, "bn": {}, "mph": {}, "lb": {}, "lbs": {}, "kw": {}, "mw": {}, "hz": {}, "ghz": {}, "mhz": {},
		"gb": {}, "mb": {}, "kb": {}, "tn": {}, "mln": {}, "bln": {}, "hrs": {}, "min": {}, "mins": {}, "sec": {},
		"yrs": {}, "oz": {}, "x": {}, "kph": {}, "mi": {}, "watt": {}, "ml": {}, "p": {}}

	// abbreviations keep their full stop in any case.
	abbreviations = set{"etc": {}, "vs": {}, "inc": {}, "corp": {}, "ltd": {}, "co": {}, "al": {}, "jr": {}, "sr": {},
		"dr": {}, "mr": {}, "mrs": {}, "ms": {}, "prof": {}, "approx": {}, "dept": {}, "est": {}, "attn": {}, "ext": {},
		"esp": {}, "ph": {}, "blvd": {}, "yrs": {}, "messrs": {}, "mlle": {}, "mme": {}, "bros": {}, "lbs": {}, "misc": {},
		"vol": {}, "univ": {}, "assn": {}, "natl": {}, "intl": {}, "govt": {}, "cpl": {}, "pvt": {}, "cmdr": {}, "brig": {}}

	// titled words are abbreviations when they begin with a capital.
	titled = set{"gen": {}, "col": {}, "lt": {}, "sgt": {}, "maj": {}, "capt": {}, "adm": {}, "gov": {}, "sen": {},
		"rep": {}, "reps": {}, "sens": {}, "rev": {}, "st": {}, "hon": {}, "ft": {}, "mt": {}, "jan": {}, "feb": {},
		"mar": {}, "apr": {}, "jun": {}, "jul": {}, "aug": {}, "sep": {}, "sept": {}, "oct": {}, "nov": {}, "dec": {},
		"mon": {}, "tue": {}, "tues": {}, "wed": {}, "thu": {}, "thur": {}, "thurs": {}, "fri": {},
		"ave": {}, "rd": {}, "va": {}, "md": {}, "conn": {}, "calif": {}, "fla": {}, "ga": {}, "ill": {}, "ky": {},
		"mass": {}, "mich": {}, "minn": {}, "mo": {}, "neb": {}, "nev": {}, "okla": {}, "ore": {}, "pa": {}, "tenn": {},
		"tex": {}, "vt": {}, "wis": {}, "wyo": {}, "ariz": {}, "ark": {}, "colo": {}, "del": {}, "kan": {}, "la": {}, "que": {},
		"ont": {}, "sec": {}, "supt": {}, "det": {}, "insp": {}, "amb": {}, "pres": {}, "spc": {}, "pfc": {}, "msgr": {},
		"fr": {}, "ed": {}, "eds": {}, "dist": {}, "div": {}, "ind": {}, "dem": {}, "geo": {}, "wm": {}, "chas": {}, "jos": {}}

	// numbered words are abbreviations before a number: "No. 2", "p. 7".
	numbered = set{"no": {}, "nos": {}, "p": {}, "pp": {}, "fig": {}, "figs": {}, "art": {}, "ch": {}, "para": {},
		"cf": {}, "eq": {}, "c": {}, "ca": {}, "sat": {}, "sun": {}}

	// domains and file endings that make one word of "name.ending".
	domains = set{"com": {}, "org": {}, "net": {}, "gov": {}, "edu": {}, "mil": {}, "int": {}, "info": {}, "biz": {},
		"tv": {}, "uk": {}, "us": {}, "eu": {}, "ru": {}, "cn": {}, "jp": {}, "de": {}, "fr": {}, "au": {}, "nz": {}, "ca": {},
		"tw": {}, "il": {}, "ir": {}, "iq": {}, "br": {}, "dk": {}, "es": {}, "ie": {}, "co": {}, "io": {}, "ai": {},
		"doc": {}, "docx": {}, "xls": {}, "pdf": {}, "txt": {}, "htm": {}, "html": {}, "jpg": {}, "gif": {}, "png": {},
		"zip": {}, "exe": {}, "ppt": {}, "url": {}, "mp3": {}, "js": {}, "sources": {}, "mail": {}, "consumers": {},
		"animals": {}, "religion": {}}
)
