package storetest

import "strings"

var states = strings.Fields(`USA CHN RUS UKR ISR JPN IRN GBR IND PAK DEU FRA TUR KOR PRK SYR SAU EGY PSE IRQ AFG LBN POL ITA AUS CAN PHL VNM TWN ESP BRA MEX
 VEN COL ARG CHL PER CUB ETH SDN SSD NGA ZAF KEN UGA COD RWA MLI NER BFA SEN GHA CIV CMR TCD LBY DZA MAR TUN YEM OMN ARE QAT KWT BHR JOR GRC CYP BGR ROU SRB
 HRV BIH MNE MKD ALB KOS HUN AUT CZE SVK SVN CHE BEL NLD LUX DNK NOR SWE FIN EST LVA LTU BLR MDA GEO ARM AZE KAZ UZB TKM KGZ TJK MNG MMR THA LAO KHM MYS SGP
 IDN BRN TLS PNG FJI SLB VUT NZL LKA BGD NPL BTN MDV IRL ISL PRT MLT GTM HND SLV NIC CRI PAN DOM HTI JAM TTO GUY SUR ECU BOL PRY URY AGO MOZ ZMB ZWE MWI TZA
 BDI SOM DJI ERI MDG MUS COM SYC BWA NAM LSO SWZ GAB COG GNQ CAF BEN TGO GNB GIN SLE LBR MRT CPV GMB UNO EUR IGO`)

var sectors = []string{"GOV", "MIL", "GOV", "", "COP", "LEG", "PTY", "REB", "CVL", "JUD", "BUS", "OPP", "JRN"}

var sources = strings.Fields(`wire.example press.example daily.example gazette.example herald.example tribune.example courier.example post.example observer.example
 monitor.example mail.example star.example sun.example times.example voice.example record.example echo.example standard.example bulletin.example ledger.example`)

var contexts = strings.Fields(`military diplomatic legal economic territory repression human_rights cbrn rights_freedoms terrorism crime political_institutions migration
 human_security election asylum peacekeeping intelligence illegal_drugs cyber reparations misinformation health environment disasters`)

var kinds = []struct {
	name   string
	quad   int
	scale  float64
	share  int // of 1,000
	mutual bool
	modes  []string
}{
	{"CONSULT", 1, 2.5, 220, true, []string{"visit", "third-party", "multilateral", "phone"}},
	{"AGREE", 1, 2.5, 120, true, nil},
	{"SUPPORT", 1, 5, 90, false, nil},
	{"CONCEDE", 1, 4.5, 20, false, nil},
	{"COOPERATE", 2, 9.5, 40, true, nil},
	{"AID", 2, 10, 40, false, nil},
	{"RETREAT", 2, 6.5, 20, false, []string{"withdraw", "release", "ceasefire"}},
	{"REQUEST", 3, 0, 80, false, []string{"assist", "change", "yield", "meet"}},
	{"ACCUSE", 3, -3, 130, false, []string{"disapprove", "investigate", "allege"}},
	{"REJECT", 3, -2, 50, false, []string{"assist", "change", "yield", "meet"}},
	{"THREATEN", 3, -3.5, 40, false, []string{"restrict", "violence"}},
	{"PROTEST", 4, -5, 20, false, []string{"demo", "riot", "strike"}},
	{"SANCTION", 4, -6, 25, false, []string{"convict", "expel", "withdraw", "discontinue"}},
	{"MOBILIZE", 4, -5.5, 25, false, []string{"troops", "weapons"}},
	{"COERCE", 4, -7, 30, false, []string{"seize", "restrict", "arrest"}},
	{"ASSAULT", 4, -9, 50, false, []string{"firearms", "explosives", "aerial", "drone", "heavy-weapons"}},
}

var cities = []struct {
	name, country string
	lat, lon      float64
}{
	{"Washington", "USA", 38.9, -77.04}, {"New York", "USA", 40.71, -74.01}, {"Beijing", "CHN", 39.9, 116.4}, {"Shanghai", "CHN", 31.23, 121.47}, {"Moscow", "RUS", 55.75, 37.62},
	{"Kyiv", "UKR", 50.45, 30.52}, {"Kharkiv", "UKR", 49.99, 36.23}, {"Jerusalem", "ISR", 31.77, 35.21}, {"Tokyo", "JPN", 35.68, 139.69}, {"Okinawa", "JPN", 26.33, 127.8},
	{"Tehran", "IRN", 35.69, 51.39}, {"London", "GBR", 51.51, -0.13}, {"New Delhi", "IND", 28.61, 77.21}, {"Islamabad", "PAK", 33.68, 73.05}, {"Berlin", "DEU", 52.52, 13.4},
	{"Paris", "FRA", 48.86, 2.35}, {"Ankara", "TUR", 39.93, 32.86}, {"Seoul", "KOR", 37.57, 126.98}, {"Pyongyang", "PRK", 39.04, 125.76}, {"Damascus", "SYR", 33.51, 36.29},
	{"Riyadh", "SAU", 24.71, 46.68}, {"Cairo", "EGY", 30.04, 31.24}, {"Gaza", "PSE", 31.5, 34.47}, {"Baghdad", "IRQ", 33.31, 44.37}, {"Kabul", "AFG", 34.56, 69.21},
	{"Beirut", "LBN", 33.89, 35.5}, {"Warsaw", "POL", 52.23, 21.01}, {"Rome", "ITA", 41.9, 12.5}, {"Canberra", "AUS", -35.28, 149.13}, {"Ottawa", "CAN", 45.42, -75.7},
	{"Manila", "PHL", 14.6, 120.98}, {"Hanoi", "VNM", 21.03, 105.85}, {"Taipei", "TWN", 25.03, 121.57}, {"Madrid", "ESP", 40.42, -3.7}, {"Brasilia", "BRA", -15.79, -47.88},
	{"Mexico City", "MEX", 19.43, -99.13}, {"Caracas", "VEN", 10.48, -66.9}, {"Bogota", "COL", 4.71, -74.07}, {"Addis Ababa", "ETH", 9.03, 38.74}, {"Khartoum", "SDN", 15.5, 32.56},
	{"Abuja", "NGA", 9.06, 7.5}, {"Pretoria", "ZAF", -25.75, 28.19}, {"Nairobi", "KEN", -1.29, 36.82}, {"Kinshasa", "COD", -4.44, 15.27}, {"Bamako", "MLI", 12.64, -8},
	{"Tripoli", "LBY", 32.89, 13.19}, {"Sanaa", "YEM", 15.37, 44.19}, {"Doha", "QAT", 25.29, 51.53}, {"Athens", "GRC", 37.98, 23.73}, {"Belgrade", "SRB", 44.79, 20.45},
	{"Geneva", "CHE", 46.2, 6.14}, {"Brussels", "BEL", 50.85, 4.35}, {"Oslo", "NOR", 59.91, 10.75}, {"Helsinki", "FIN", 60.17, 24.94}, {"Minsk", "BLR", 53.9, 27.57},
	{"Tbilisi", "GEO", 41.72, 44.83}, {"Yerevan", "ARM", 40.18, 44.51}, {"Baku", "AZE", 40.41, 49.87}, {"Suva", "FJI", -18.14, 178.44}, {"Honiara", "SLB", -9.43, 159.95},
}
