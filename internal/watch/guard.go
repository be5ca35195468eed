package watch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// closed are the networks that lead into a house, not out into the world, and
// those that carry another address within.
var closed = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),        // this host
	netip.MustParsePrefix("10.0.0.0/8"),       // private
	netip.MustParsePrefix("100.64.0.0/10"),    // behind a carrier
	netip.MustParsePrefix("127.0.0.0/8"),      // loopback
	netip.MustParsePrefix("169.254.0.0/16"),   // link, and the metadata of clouds
	netip.MustParsePrefix("172.16.0.0/12"),    // private
	netip.MustParsePrefix("192.0.0.0/24"),     // protocols; metadata of a cloud
	netip.MustParsePrefix("192.0.2.0/24"),     // documentation
	netip.MustParsePrefix("192.88.99.0/24"),   // 6to4 relays
	netip.MustParsePrefix("192.168.0.0/16"),   // private
	netip.MustParsePrefix("198.18.0.0/15"),    // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"),  // documentation
	netip.MustParsePrefix("203.0.113.0/24"),   // documentation
	netip.MustParsePrefix("224.0.0.0/4"),      // many at once
	netip.MustParsePrefix("240.0.0.0/4"),      // reserved, broadcast
	netip.MustParsePrefix("168.63.129.16/32"), // a cloud's host
	netip.MustParsePrefix("::/96"),            // unspecified, loopback, IPv4-compatible
	netip.MustParsePrefix("64:ff9b::/96"),     // IPv4 within
	netip.MustParsePrefix("64:ff9b:1::/48"),   // IPv4 within, private
	netip.MustParsePrefix("100::/64"),         // discarded
	netip.MustParsePrefix("2001::/23"),        // protocols, Teredo
	netip.MustParsePrefix("2001:db8::/32"),    // documentation
	netip.MustParsePrefix("2002::/16"),        // 6to4: IPv4 within
	netip.MustParsePrefix("3fff::/20"),        // documentation
	netip.MustParsePrefix("5f00::/16"),        // segment routing
	netip.MustParsePrefix("fc00::/7"),         // private
	netip.MustParsePrefix("fe80::/10"),        // link
	netip.MustParsePrefix("fec0::/10"),        // site, of old
	netip.MustParsePrefix("ff00::/8"),         // many at once
}

// private says that an address is none of the open Internet's.
func private(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() {
		return true
	}
	for _, p := range closed {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// privateError says which host led into the house.
type privateError struct {
	host string
	addr netip.Addr
}

func (e *privateError) Error() string {
	return fmt.Sprintf("%s is at %s, a private address: refused; if it is meant, allow it with --allow-host %s", e.host, e.addr, e.host)
}

// guard dials hosts, and refuses private addresses once names have become
// addresses: what is checked is what is connected to, so a name cannot point
// elsewhere in between.
type guard struct {
	allowed  map[string]bool // "host" or "host:port"
	private  func(netip.Addr) bool
	resolver *net.Resolver // nil: the system's
	patient  time.Duration
}

func newGuard(allowed []string, resolver *net.Resolver, patient time.Duration) guard {
	g := guard{allowed: map[string]bool{}, private: private, resolver: resolver, patient: patient}
	for _, h := range allowed {
		g.allowed[strings.ToLower(strings.Trim(h, "[]"))] = true
	}
	return g
}

// allows says that a host may be private: the user named it.
func (g guard) allows(host, port string) bool {
	host = strings.ToLower(host)
	return g.allowed[host] || g.allowed[net.JoinHostPort(host, port)]
}

// dial connects to "host:port".
func (g guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: g.patient, Resolver: g.resolver}
	if !g.allows(host, port) {
		d.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("%s leads to %q, no address", host, address)
			}
			if g.private(at.Addr()) {
				return &privateError{host, at.Addr().Unmap()}
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, address)
}

// newTransport gives the one way out to the network. It knows no proxy, since
// a proxy would dial for us without the guard.
func newTransport(g guard) *http.Transport {
	return &http.Transport{
		DialContext:            g.dial,
		TLSHandshakeTimeout:    g.patient,
		ResponseHeaderTimeout:  g.patient,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    1,
		MaxConnsPerHost:        4,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true, // unpacked here, where there is a limit
		ForceAttemptHTTP2:      true,
	}
}

// isPrivate finds the refusal in an error of dialling.
func isPrivate(err error) *privateError {
	var p *privateError
	if errors.As(err, &p) {
		return p
	}
	return nil
}
