package serve

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"safelearn/generator/diag"
)

// host returns the address that the server listens on, such as "127.0.0.1:40123".
func (r *running) host() string {
	return strings.TrimSuffix(strings.TrimPrefix(r.address, "http://"), "/")
}

// dial connects to the server and sends text.
func (r *running) dial(t *testing.T, text string) net.Conn {
	t.Helper()
	conn, err := net.DialTimeout("tcp", r.host(), timeout)
	check(t, err)
	t.Cleanup(func() { conn.Close() })
	check(t, conn.SetDeadline(time.Now().Add(timeout)))
	_, _ = io.WriteString(conn, text) // the server may close the connection early
	return conn
}

// answers sends text and returns the status and body of each response.
func (r *running) answers(t *testing.T, say string) (all []string) {
	t.Helper()
	from := bufio.NewReader(r.dial(t, say))
	for {
		answer, err := http.ReadResponse(from, &http.Request{Method: "GET"})
		if err != nil {
			return all
		}
		body, _ := io.ReadAll(answer.Body)
		for name := range answer.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%.60q: answered with %s", say, name)
			}
		}
		all = append(all, fmt.Sprint(answer.StatusCode, " ", strings.TrimSpace(string(body))))
	}
}

// TestRequests sends requests that no browser sends.
func TestRequests(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "a.md", "secret")
	host := r.host()
	page := "GET /a/ HTTP/1.1\r\nHost: " + host + "\r\n"
	for name, test := range map[string]struct{ say, want string }{
		"as it should be":            {page + "Connection: close\r\n\r\n", "200 secret"},
		"no host":                    {"GET /a/ HTTP/1.1\r\nConnection: close\r\n\r\n", "400"},
		"no host, of old":            {"GET /a/ HTTP/1.0\r\n\r\n", "421"},
		"of old":                     {"GET /a/ HTTP/1.0\r\nHost: " + host + "\r\n\r\n", "200 secret"},
		"two hosts":                  {page + "Host: evil.example\r\nConnection: close\r\n\r\n", "400"},
		"two hosts, the other first": {"GET /a/ HTTP/1.1\r\nHost: evil.example\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "400"},
		"whole address of another":   {"GET http://evil.example/a/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "421"},
		"whole address":              {"GET http://" + host + "/a/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "200 secret"},
		"a dot after the host":       {"GET /a/ HTTP/1.1\r\nHost: localhost.\r\nConnection: close\r\n\r\n", "421"},
		"another host, its port":     {"GET /a/ HTTP/1.1\r\nHost: rebound.example" + host[strings.Index(host, ":"):] + "\r\nConnection: close\r\n\r\n", "421"},
		"address in disguise":        {"GET /a/ HTTP/1.1\r\nHost: 2130706433\r\nConnection: close\r\n\r\n", "421"},
		"address of six":             {"GET /a/ HTTP/1.1\r\nHost: [::ffff:127.0.0.1]\r\nConnection: close\r\n\r\n", "421"},
		"connect to another":         {"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n", "421"},
		"connect":                    {"CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "405"},
		"options of all":             {"OPTIONS * HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "405"},
		"asking leave":               {"OPTIONS /a/ HTTP/1.1\r\nHost: " + host + "\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\nConnection: close\r\n\r\n", "405"},
		"trace":                      {"TRACE /a/ HTTP/1.1\r\nHost: " + host + "\r\nX-Mine: secret\r\nConnection: close\r\n\r\n", "405"},
		"no method":                  {" /a/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "400"},
		"another protocol":           {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "421"},
		"a long address":             {"GET /" + strings.Repeat("a", 2*maxHeader) + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "431"},
		"a long header":              {page + "X-Long: " + strings.Repeat("a", 2*maxHeader) + "\r\n\r\n", "431"},
		"many headers":               {page + strings.Repeat("X-Many: a\r\n", maxHeader/4) + "\r\n", "431"},
		"lengths that differ":        {page + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400"},
		"an odd transfer":            {page + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"},
		"a blank before the colon":   {page + "Content-Length : 3\r\n\r\nabc", "400"},
		"a NUL":                      {"GET /a/\x00 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "400"},
	} {
		t.Run(name, func(t *testing.T) {
			all := r.answers(t, test.say)
			if len(all) != 1 || !strings.HasPrefix(all[0], test.want) || test.want[0] != '2' && strings.Contains(all[0], "secret") {
				t.Errorf("answered %q, want %q", all, test.want)
			}
		})
	}
	if all := r.answers(t, page+"\r\n"+page+"\r\n"+page+"Connection: close\r\n\r\n"); len(all) != 3 {
		t.Errorf("three requests at once: %q", all)
	}
	// A request in the body of another is none.
	inner := page + "\r\n"
	for _, say := range []string{
		fmt.Sprintf("POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", host, len(inner), inner),
		fmt.Sprintf("GET / HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", host, len(inner), inner),
		fmt.Sprintf("GET / HTTP/1.1\r\nHost: %s\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", host, len(inner), inner),
	} {
		if all := r.answers(t, say); len(all) > 1 || len(all) == 1 && strings.Contains(all[0], "secret") {
			t.Errorf("%.40q: answered %q", say, all)
		}
	}
	if said := r.out.String(); strings.Contains(said, "goroutine") || strings.Contains(said, "panic") {
		t.Errorf("the server prints\n%s", said)
	}
}

// TestOtherOrigins sends requests with the headers that browsers add for pages of other
// sites.
func TestOtherOrigins(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "a.md", "secret")
	other := "http://127.0.0.1:1" // of another server on this machine: the same site, another origin
	for name, test := range map[string]struct {
		path    string
		headers []string
		want    int
	}{
		"a link":                 {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		"a link to a page's own": {"/a/", []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		"the address bar":        {"/a/", []string{"Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		"a frame":                {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}, 403},
		"a script":               {"/empty/deep/a.js", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"}, 403},
		"a picture":              {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}, 403},
		"a neighbour's picture":  {"/a/", []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}, 403},
		"fetch":                  {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty", "Origin: https://evil.example"}, 403},
		"fetch of old":           {"/a/", []string{"Origin: https://evil.example"}, 403},
		"fetch from nowhere":     {"/a/", []string{"Origin: null"}, 403},
		"fetch by a neighbour":   {"/a/", []string{"Origin: " + other}, 403},
		"fetch by its own":       {"/a/", []string{"Sec-Fetch-Site: same-origin", "Origin: http://" + r.host()}, 200},
		"the stream":             {prefix + "events", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"}, 403},
		"the stream of old":      {prefix + "events", []string{"Origin: https://evil.example"}, 403},
		"a link to the stream":   {prefix + "events", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 403},
		"a socket":               {prefix + "events", []string{"Upgrade: websocket", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13", "Origin: https://evil.example"}, 403},
	} {
		answer, body := r.get(t, "GET", test.path, test.headers...)
		if answer.StatusCode != test.want || test.want == 403 && (strings.Contains(body, "secret") || strings.Contains(body, "js")) {
			t.Errorf("%s: %s %q, want %d", name, answer.Status, body, test.want)
		}
		if answer.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" || answer.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: allows other origins: %v", name, answer.Header)
		}
	}
}

// TestStreamPage opens streams with invalid values of "page". Their clients must reload
// where others need not, and no value may cause a fault.
func TestStreamPage(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	r := start(t, slowBuilds(&builds), "a.md", "one", "b.md", "other", "fault.md", "FAULT")
	streams := make(map[string]*events)
	for query, want := range map[string]string{
		"page=/b/": "kept", "page=%2Fb%2F": "kept", "page=/b/%3Fq": "kept", "page=/b/&page=/a/": "kept",
		"": "reload", "page": "reload", "page=": "reload", "page=/a/": "reload", "page=/nowhere/": "reload", "page=/fault/": "reload", "page=/b": "reload",
		"page=../": "reload", "page=../b/": "reload", "page=/../b/": "reload", "page=/a/../b/": "reload", "page=/a/%2e%2e/b/": "reload", "page=/a/%252e%252e/b/": "reload",
		"page=/../../../../etc/passwd": "reload", "page=/etc/passwd": "reload", "page=file:///etc/passwd": "reload", "page=%5c..%5cb%5c": "reload",
		"page=//b/": "reload", "page=/b//": "reload", "page=/b/%00": "reload", "page=/%252fb/": "reload", "page=/b%252f": "reload", "page=/%25zz": "reload", "page=/b/%zz": "reload",
		"page=/b/;page=/b/": "reload", "page=javascript:alert(1)": "reload", "page=%ff%fe": "reload", "page=/b/%0d%0aevent:%20reload": "reload",
		"page=" + strings.Repeat("/..", maxHeader/6): "reload", "page=/" + strings.Repeat("b", maxHeader/2) + "/": "reload",
	} {
		conn := r.dial(t, "GET "+prefix+"events?"+query+" HTTP/1.1\r\nHost: "+r.host()+"\r\n\r\n")
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || answer.StatusCode != 200 {
			t.Errorf("%.60q: %v, %v", query, answer, err)
			continue
		}
		e := &events{bufio.NewScanner(answer.Body), func() { conn.Close() }}
		e.next(t, "build")
		streams[query+" "+want] = e
	}
	r.save(t, "a.md", "two")
	for name, e := range streams {
		t.Logf("%.60q", name)
		e.next(t, name[strings.LastIndexByte(name, ' ')+1:])
	}
	if said := r.out.String(); strings.Contains(said, "goroutine") || strings.Contains(said, "fault") {
		t.Errorf("the server prints\n%s", said)
	}
}

// TestSlowClients keeps many connections that never finish their request, and many that
// never read the response, while others are answered. All must be closed in the end.
func TestSlowClients(t *testing.T) {
	t.Parallel()
	wide := strings.Repeat(strings.Repeat("x", 1000)+"\n", 1000)
	r := start(t, func(o *Options) {
		o.Excerpt = func(diag.Pos) string { return wide }
	}, "a.md", "one")
	var slow []net.Conn
	for range 200 {
		slow = append(slow, r.dial(t, "GET /a/ HTTP/1.1\r\nHost: "+r.host()+"\r\nX-Slow: "))
	}
	const unread = 20
	for range unread {
		conn := r.dial(t, "GET "+prefix+"events HTTP/1.1\r\nHost: "+r.host()+"\r\n\r\n")
		check(t, conn.(*net.TCPConn).SetReadBuffer(4<<10))
	}
	e := r.listen(t, "/a/")
	e.next(t, "build")
	for i := 0; stuck() < unread; i++ { // each is sent more than the system buffers
		if i == 50 {
			t.Fatalf("%d MiB later %d of %d are filled", i*2*len(wide)>>20, stuck(), unread)
		}
		r.save(t, "a.md", fmt.Sprint("BAD ", i))
		e.next(t, "problems")
	}
	for i := range 3 {
		r.save(t, "a.md", fmt.Sprint("word ", i))
		e.next(t, "reload")
		if _, body := r.get(t, "GET", "/a/"); body != fmt.Sprint("word ", i) {
			t.Fatalf("/a/ is %q", body)
		}
	}
	if n := stuck(); n < unread/2 { // the system may enlarge a buffer
		t.Errorf("others were answered while %d of %d were stuck", n, unread)
	}
	for _, conn := range slow {
		if text, err := io.ReadAll(conn); err != nil || bytes.Contains(text, []byte("one")) {
			t.Fatalf("a request that never ends is answered %q, %v", text, err)
		}
	}
	eventually(t, "no stream that waits for its client", func() bool { return stuck() == 0 })
}

// stuck returns the number of streams that wait for their client to read.
func stuck() (n int) {
	stacks := make([]byte, 4<<20)
	for _, one := range strings.Split(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		if strings.Contains(one, "serve.(*server).stream(") && strings.Contains(one, "poll.(*FD).Write(") {
			n++
		}
	}
	return n
}

// TestManyTabs opens more streams than are allowed. The last get an error, the others go
// on, and after some are closed new ones are allowed.
func TestManyTabs(t *testing.T) {
	t.Parallel()
	r := start(t, nil, "a.md", "one")
	ask := "GET " + prefix + "events HTTP/1.1\r\nHost: " + r.host() + "\r\n\r\n"
	var tabs []net.Conn
	for range maxStreams {
		conn := r.dial(t, ask)
		if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
			t.Fatalf("tab %d: %q, %v", len(tabs)+1, line, err)
		}
		tabs = append(tabs, conn)
	}
	if answer, _ := r.get(t, "GET", prefix+"events"); answer.StatusCode != 503 {
		t.Errorf("one tab too many: %s", answer.Status)
	}
	if _, body := r.get(t, "GET", "/a/"); body != "one" {
		t.Errorf("a page is %q with the most streams open", body)
	}
	for _, conn := range tabs[:10] {
		conn.Close()
	}
	eventually(t, "another tab", func() bool {
		answer, _ := r.get(t, "HEAD", prefix+"events")
		return answer.StatusCode == 200
	})
}

// TestStopWithSlowClients checks that clients which do not read do not keep goroutines
// alive when the server stops. It is not parallel, since it examines all goroutines.
func TestStopWithSlowClients(t *testing.T) {
	wide := strings.Repeat("x", 1<<20)
	r := start(t, func(o *Options) {
		o.Excerpt = func(diag.Pos) string { return wide }
	}, "a.md", "BAD", "b.md", "BAD", "c.md", "BAD", "d.md", "BAD", "e.md", "BAD", "f.md", "BAD")
	for range 5 {
		r.dial(t, "GET "+prefix+"events HTTP/1.1\r\nHost: "+r.host()+"\r\n\r\n")
	}
	stacks := make([]byte, 1<<20)
	eventually(t, "five that do not read", func() bool {
		return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "serve.(*server).stream(") == 5
	})
	check(t, r.stop())
	eventually(t, "no goroutine of the server", func() bool {
		return !strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "serve.(*")
	})
}

// TestAllPortsTaken checks that the system chooses a port if all that are tried are taken.
func TestAllPortsTaken(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:65535")
	if err == nil { // otherwise another process uses it
		defer taken.Close()
	}
	r := start(t, func(o *Options) { o.Port = 65535 }, "a.md", "one")
	r.shows(t, "/a/", "one")
	if !strings.Contains(r.out.String(), "port 65535 is taken, using ") {
		t.Errorf("printed %q", r.out)
	}
}
