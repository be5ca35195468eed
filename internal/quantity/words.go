package quantity

var ones = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "zero": 0, "no": -1,
}

var tens = map[string]float64{
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"m": 1e6, "bn": 1e9, "mn": 1e6, "tn": 1e12, "dozen": 12, "score": 20, "lakh": 1e5, "crore": 1e7,
}

// vague are words for a number that nobody counted, with their bounds.
var vague = map[string][2]float64{
	"dozens": {24, 99}, "scores": {40, 99}, "hundreds": {200, 999}, "thousands": {2000, 9999},
	"millions": {2e6, 9999999}, "billions": {2e9, 9999999999}, "several": {3, 9}, "few": {2, 5}, "couple": {2, 2},
	"handful": {3, 6},
}

// before are the modifiers in front of a number; two words are joined by a
// blank. The sign gives the bound: 1 lower, -1 upper, 0 about.
var before = map[string]int{
	"at least": 1, "more than": 1, "over": 1, "no fewer than": 1, "not less than": 1, "no less than": 1,
	"upwards of": 1, "in excess of": 1, "well over": 1, "just over": 1, "a minimum of": 1,
	"up to": -1, "at most": -1, "as many as": -1, "as much as": -1, "no more than": -1, "fewer than": -1,
	"less than": -1, "under": -1, "below": -1, "a maximum of": -1, "not more than": -1,
	"about": 0, "around": 0, "some": 0, "nearly": 0, "almost": 0, "roughly": 0, "approximately": 0,
	"an estimated": 0, "close to": 0, "just under": 0, "estimated": 0, "an additional": 2, "another": 2, "a total of": 2,
	"a further": 2, "only": 2, "a record": 2,
}

var currencies = map[string]string{
	"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₩": "KRW",
	"a$": "AUD", "c$": "CAD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD",
	"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP",
	"yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB",
	"rupee": "", "rupees": "", "won": "KRW", "shekel": "ILS", "shekels": "ILS", "riyal": "SAR", "riyals": "SAR",
	"dirham": "AED", "dirhams": "AED", "rial": "IRR", "rials": "IRR", "lira": "TRY", "liras": "TRY", "peso": "", "pesos": "",
	"real": "BRL", "reais": "BRL", "rand": "ZAR", "naira": "NGN", "hryvnia": "UAH", "hryvnias": "UAH", "zloty": "PLN",
	"zlotys": "PLN", "krona": "SEK", "kronor": "SEK", "kroner": "", "franc": "", "francs": "", "baht": "THB",
	"rupiah": "IDR", "ringgit": "MYR", "taka": "BDT", "dinar": "", "dinars": "", "cent": "USD", "cents": "USD",
	"usd": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "marks": "DEM",
}

// adjectives before a currency's noun: "Australian dollars".
var currencyOf = map[string]string{
	"us": "USD", "u.s.": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD", "singapore": "SGD",
	"taiwan": "TWD", "hong": "HKD", "kong": "HKD", "new": "NZD", "zealand": "NZD", "egyptian": "EGP",
	"lebanese": "LBP", "syrian": "SYP", "sudanese": "SDG", "sterling": "GBP", "indian": "INR", "pakistani": "PKR",
	"mexican": "MXN", "philippine": "PHP", "swiss": "CHF", "danish": "DKK", "norwegian": "NOK", "turkish": "TRY",
}

var measures = map[string]bool{
	"kilometer": true, "kilometers": true, "kilometre": true, "kilometres": true, "km": true, "mile": true, "miles": true,
	"meter": true, "meters": true, "metre": true, "metres": true, "feet": true, "foot": true, "inches": true,
	"ton": true, "tons": true, "tonne": true, "tonnes": true, "kilogram": true, "kilograms": true, "kg": true, "kilos": true,
	"barrels": true, "bpd": true, "megawatts": true, "gigawatts": true, "degrees": true, "hectares": true, "acres": true,
	"knots": true, "kilotons": true, "liters": true, "litres": true, "gallons": true, "bcm": true, "points": true,
	"sq": true, "square": true, "cubic": true, "mph": true, "grams": true, "pounds-force": true,
}

// units of time are another package's matter.
var timeUnits = map[string]bool{
	"year": true, "years": true, "month": true, "months": true, "week": true, "weeks": true, "day": true, "days": true,
	"hour": true, "hours": true, "minute": true, "minutes": true, "second": true, "seconds": true, "decade": true,
	"decades": true, "century": true, "centuries": true, "a.m.": true, "p.m.": true, "am": true, "pm": true, "gmt": true,
	"o'clock": true, "january": true, "february": true, "march": true, "april": true, "june": true, "july": true,
	"august": true, "september": true, "october": true, "november": true, "december": true, "jan.": true, "feb.": true,
	"aug.": true, "sept.": true, "oct.": true, "nov.": true, "dec.": true,
}

var shares = map[string]float64{
	"half": 1. / 2, "third": 1. / 3, "thirds": 1. / 3, "quarter": 1. / 4, "quarters": 1. / 4, "fourths": 1. / 4,
	"fifth": 1. / 5, "fifths": 1. / 5, "sixth": 1. / 6, "eighths": 1. / 8, "tenth": 1. / 10, "tenths": 1. / 10,
}

// fates maps words to what befell the people counted beside them.
var fates = map[string]Fate{
	"killed": Dead, "killing": Dead, "kills": Dead, "kill": Dead, "dead": Dead, "died": Dead, "slain": Dead, "dying": Dead,
	"deaths": Dead, "death": Dead, "toll": Dead, "fatalities": Dead, "executed": Dead, "executing": Dead, "murdered": Dead, "beheaded": Dead,
	"massacred": Dead, "massacring": Dead, "drowned": Dead, "perished": Dead, "murdering": Dead, "dies": Dead, "die": Dead, "lives": Dead,
	"wounded": Injured, "wounding": Injured, "wounds": Injured, "injured": Injured, "injuring": Injured, "injures": Injured,
	"hurt": Injured, "hurting": Injured, "hospitalised": Injured, "hospitalized": Injured, "maimed": Injured, "injuries": Injured, "wound": Injured, "injure": Injured, "maiming": Injured,
	"arrested": Arrested, "arresting": Arrested, "arrests": Arrested, "detained": Arrested, "detaining": Arrested, "arrest": Arrested,
	"detains": Arrested, "jailed": Arrested, "imprisoned": Arrested, "jailing": Arrested, "detain": Arrested, "captured": Arrested, "capturing": Arrested, "rounded": Arrested,
	"missing": Missing, "disappeared": Missing, "unaccounted": Missing,
	"kidnapped": Abducted, "abducted": Abducted, "kidnapping": Abducted, "abducting": Abducted, "kidnap": Abducted, "abduct": Abducted, "hostage": Abducted,
	"displaced": Displaced, "displacing": Displaced, "evacuated": Displaced, "fled": Displaced, "homeless": Displaced, "uprooted": Displaced, "displace": Displaced, "evacuating": Displaced,
	"freed": Freed, "freeing": Freed, "released": Freed, "releasing": Freed, "frees": Freed, "free": Freed, "release": Freed,
}
