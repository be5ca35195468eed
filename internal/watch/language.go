package watch

import (
	"strings"
	"unicode"

	"github.com/attache/attache/internal/split"
)

// readable says that the coder reads the language of a text: the same question
// that it asks itself.
func readable(text string) bool { return split.English(text) }

// unknownLanguage is what a text is in when nobody can tell.
const unknownLanguage = "und"

// language names the language of a text by its script and its commonest words,
// "en" or another code of two letters. What the source declares decides where
// the words do not.
func language(text, declared string) string {
	if readable(text) {
		return "en"
	}
	script, letters := scriptOf(text)
	if l := letters.language(script); l != "" {
		return l
	}
	if l := commonest(text); l != "" {
		return l
	}
	declared, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(declared)), "-")
	if n := len(declared); n >= 2 && n <= 3 && declared != "en" {
		return declared
	}
	return unknownLanguage
}

// looked is how many characters are looked at.
const looked = 4000

// scripts are told by their letters, in this order.
var scripts = [...]struct {
	name  string
	table *unicode.RangeTable
}{
	{"latin", unicode.Latin}, {"cyrillic", unicode.Cyrillic}, {"arabic", unicode.Arabic}, {"han", unicode.Han},
	{"hiragana", unicode.Hiragana}, {"katakana", unicode.Katakana}, {"hangul", unicode.Hangul}, {"greek", unicode.Greek},
	{"hebrew", unicode.Hebrew}, {"devanagari", unicode.Devanagari}, {"thai", unicode.Thai}, {"armenian", unicode.Armenian},
	{"georgian", unicode.Georgian}, {"bengali", unicode.Bengali}, {"tamil", unicode.Tamil}, {"ethiopic", unicode.Ethiopic},
	{"khmer", unicode.Khmer}, {"myanmar", unicode.Myanmar}, {"lao", unicode.Lao}, {"gurmukhi", unicode.Gurmukhi}, {"sinhala", unicode.Sinhala},
}

// soleLanguage are scripts that one language of the news is written in, or
// nearly so.
var soleLanguage = map[string]string{
	"hangul": "ko", "greek": "el", "hebrew": "he", "devanagari": "hi", "thai": "th", "armenian": "hy", "georgian": "ka",
	"bengali": "bn", "tamil": "ta", "ethiopic": "am", "khmer": "km", "myanmar": "my", "lao": "lo", "gurmukhi": "pa", "sinhala": "si",
}

// letters counts what tells languages of one script apart.
type letters struct {
	kana int
	sole map[string]int // letters that one language alone has, by language
}

// soleLetters are letters of one language among those of its script.
var soleLetters = map[rune]string{
	'і': "uk", 'ї': "uk", 'є': "uk", 'ґ': "uk", 'ў': "be", 'ђ': "sr", 'ј': "sr", 'љ': "sr", 'њ': "sr", 'ћ': "sr", 'ѓ': "mk", 'ќ': "mk",
	'ә': "kk", 'қ': "kk", 'ң': "kk", 'ы': "ru", 'э': "ru", 'ё': "ru",
	'پ': "fa", 'چ': "fa", 'گ': "fa", 'ک': "fa", 'ی': "fa", 'ٹ': "ur", 'ڈ': "ur", 'ں': "ur", 'ے': "ur", 'ھ': "ur",
}

func scriptOf(text string) (string, letters) {
	count, l, n := map[string]int{}, letters{sole: map[string]int{}}, 0
	for _, r := range text {
		if n++; n > looked {
			break
		}
		if !unicode.IsLetter(r) {
			continue
		}
		if lang, ok := soleLetters[unicode.ToLower(r)]; ok {
			l.sole[lang]++
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				count[s.name]++
				break
			}
		}
	}
	l.kana = count["hiragana"] + count["katakana"]
	best := ""
	for _, s := range scripts {
		if count[s.name] > count[best] {
			best = s.name
		}
	}
	if l.kana > 0 && (best == "han" || best == "hiragana" || best == "katakana") {
		best = "kana"
	}
	return best, l
}

func (l letters) language(script string) string {
	most := func(among ...string) string {
		best := ""
		for _, lang := range among {
			if l.sole[lang] > l.sole[best] {
				best = lang
			}
		}
		return best
	}
	switch script {
	case "kana":
		return "ja"
	case "han":
		return "zh"
	case "cyrillic":
		if l.sole["be"] > 0 {
			return "be"
		}
		if lang := most("uk", "sr", "mk", "kk", "ru"); lang != "" {
			return lang
		}
		return "bg"
	case "arabic":
		if l.sole["ur"] > 0 {
			return "ur"
		}
		if lang := most("fa"); lang != "" {
			return lang
		}
		return "ar"
	}
	return soleLanguage[script]
}

// common are words that a language uses all the time and its neighbours in
// Latin letters do not, or less.
var common = [...]struct{ language, words string }{
	{"es", "el los las del una por con para que según más pero como este su y fue al lo"},
	{"pt", "o os as do da dos das um uma não em com por mais pelo ao à foi são na no e"},
	{"fr", "le les des et du une dans pour sur est qui au aux par plus ce cette été avec selon pas"},
	{"it", "il gli della di che per non una sono nel alla con del più anche ha dei è le"},
	{"de", "der die das und den dem ein eine mit von zu ist auf nicht im sich für auch nach wurde"},
	{"nl", "de het een van en dat niet zijn voor met op aan ook door naar wordt werd bij uit"},
	{"sv", "och att som på av för med den det inte är till har ett från om efter"},
	{"da", "og at som på af for med den det ikke er til har et fra om efter blev sig"},
	{"pl", "w i z na się jest nie że do przez oraz po dla jak był od przed ma ze"},
	{"cs", "a v se na je že s z do pro jako podle který ale byl ve o by které"},
	{"ro", "și în de la cu că nu pe din pentru este a fost care sau mai după prin"},
	{"hu", "a az és hogy nem is egy volt de meg szerint csak már mint után ezt"},
	{"tr", "ve bir bu ile için de da olarak olan dedi çok daha sonra kadar gibi"},
	{"id", "yang dan di dengan untuk pada ini dari itu tidak akan dalam oleh kepada telah"},
	{"vi", "và của là các trong được có cho không với những đã một người này"},
	{"fi", "ja on että ei se oli mutta myös kun hän ovat mukaan joka sekä ole"},
	{"tl", "ang ng sa mga na ay at ni si kay para hindi ito niya"},
	{"sw", "ya na wa kwa katika ni la za kuwa hiyo huo cha alisema"},
	{"hr", "i u je na se da su za od s o koji kako nije bio iz prema"},
}

// commonest gives the language that most words of a text speak for, "" when
// they are few.
func commonest(text string) string {
	seen := map[string]int{}
	for i, w := range strings.FieldsFunc(strings.ToLower(clip(text, looked)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if i >= 600 {
			break
		}
		seen[w]++
	}
	best, most := "", 2 // fewer prove nothing
	for _, c := range common {
		n := 0
		for _, w := range strings.Fields(c.words) {
			n += seen[w]
		}
		if n > most {
			best, most = c.language, n
		}
	}
	return best
}
