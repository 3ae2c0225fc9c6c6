//go:build browser

package generator

import (
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// paintMetricsJS is a JavaScript expression that returns a promise of three numbers: the times of
// the first contentful paint and the largest contentful paint, in milliseconds, and the sum of the
// layout shift scores.
const paintMetricsJS = `new Promise(done => setTimeout(() => {
	let largest = 0, shift = 0;
	new PerformanceObserver(list => { for (const e of list.getEntries()) largest = e.startTime; }).observe({type: "largest-contentful-paint", buffered: true});
	new PerformanceObserver(list => { for (const e of list.getEntries()) shift += e.value; }).observe({type: "layout-shift", buffered: true});
	setTimeout(() => done([performance.getEntriesByName("first-contentful-paint")[0].startTime, largest, shift]), 200);
}, 1500))`

// gzipHandler returns a handler that serves a folder with gzip compression.
func gzipHandler(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		files.ServeHTTP(gzipResponseWriter{w, z}, r)
	})
}

// A gzipResponseWriter compresses the response body and removes the Content-Length header, which is
// the length of the uncompressed file.
type gzipResponseWriter struct {
	http.ResponseWriter
	z *gzip.Writer
}

// WriteHeader implements http.ResponseWriter.
func (w gzipResponseWriter) WriteHeader(status int) {
	w.Header().Del("Content-Length")
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w gzipResponseWriter) Write(p []byte) (int, error) { return w.z.Write(p) }

// BenchmarkFirstPaint measures the paint times of pages on a slow phone with a poor signal: 400
// kbit/s, 400 ms latency, a CPU slowed down by a factor of four, and an empty cache. It prints the
// medians of five visits to each page, in milliseconds. It fails if the layout of a page shifts.
func BenchmarkFirstPaint(b *testing.B) {
	for range b.N {
		browser := startBrowser(b)
		site := openWebSite(b)
		server := httptest.NewServer(gzipHandler(site.folder))
		b.Cleanup(server.Close)
		for _, page := range []string{"/", "/protocols/bruising/", "/reviews/baby-r/findings/bruising-response/", "/reviews/baby-r/", "/parents/bruises/", "/briefings/bruising-briefing/"} {
			var first, largest []float64
			for range 5 {
				ctx, end := chromedp.NewContext(browser.Context)
				var metrics []float64 // see paintMetricsJS
				err := chromedp.Run(ctx, chromedp.EmulateViewport(390, 844), network.Enable(), network.SetCacheDisabled(true),
					network.EmulateNetworkConditions(false, 400, 50_000, 50_000), emulation.SetCPUThrottlingRate(4),
					chromedp.Navigate(server.URL+page), chromedp.Evaluate(paintMetricsJS, &metrics, awaitPromise))
				end()
				if err != nil {
					b.Fatal(page, err)
				}
				if metrics[2] != 0 {
					b.Errorf("%s: the layout shifts by %v", page, metrics[2])
				}
				first, largest = append(first, metrics[0]), append(largest, metrics[1])
			}
			slices.Sort(first)
			slices.Sort(largest)
			b.Logf("%-45s first %4.0f ms, largest %4.0f ms", page, first[2], largest[2])
		}
	}
}
