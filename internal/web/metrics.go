package web

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/attache/attache/internal/store"
)

// metrics are what Prometheus reads, in a registry of the server's own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	coded    prometheus.Counter
}

func newMetrics(rec Record, extra ...prometheus.Collector) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "attache_http_requests_total", Help: "Requests answered."}, []string{"route", "method", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "attache_http_request_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
		coded: prometheus.NewCounter(prometheus.CounterOpts{Name: "attache_texts_coded_total", Help: "Texts coded or related on request."}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.coded, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(&size{rec: rec}) // what it measures is asked for at most once a minute
	m.registry.MustRegister(extra...)
	return m
}

var methods = map[string]bool{http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodDelete: true, http.MethodPut: true, http.MethodOptions: true, http.MethodPatch: true}

// saw counts one answer. Labels come from the program's routes, never from the
// request's own words, so that nobody can grow them.
func (m *metrics) saw(route, method string, code int, took time.Duration) {
	if !methods[method] {
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(code)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// size measures the record when Prometheus asks.
type size struct {
	rec    Record
	mu     sync.Mutex
	asked  time.Time
	events float64
}

var sizeDesc = prometheus.NewDesc("attache_record_events", "Events of the record, told again left out.", nil, nil)

// Describe is part of prometheus.Collector.
func (z *size) Describe(ch chan<- *prometheus.Desc) { ch <- sizeDesc }

// Collect is part of prometheus.Collector.
func (z *size) Collect(ch chan<- prometheus.Metric) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if time.Since(z.asked) > time.Minute {
		ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
		defer stop()
		n, err := z.rec.Count(ctx, store.Filter{})
		if err != nil {
			return
		}
		z.events, z.asked = float64(n), time.Now()
	}
	ch <- prometheus.MustNewConstMetric(sizeDesc, prometheus.GaugeValue, z.events)
}
