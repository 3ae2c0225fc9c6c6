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

// addr returns the host and port on which the server listens, such as "127.0.0.1:40123".
func (r *testServer) addr() string {
	return strings.TrimSuffix(strings.TrimPrefix(r.url, "http://"), "/")
}

// dialAndSend connects to the server and sends text, which is a request or a part of one.
func (r *testServer) dialAndSend(t *testing.T, text string) net.Conn {
	t.Helper()
	conn, err := net.DialTimeout("tcp", r.addr(), timeout)
	requireNoError(t, err)
	t.Cleanup(func() { conn.Close() })
	requireNoError(t, conn.SetDeadline(time.Now().Add(timeout)))
	_, _ = io.WriteString(conn, text) // the server may close the connection early
	return conn
}

// roundTrip sends text, which contains one or more requests, and returns each response as its status
// code and body. It fails the test if a response has an Access-Control header.
func (r *testServer) roundTrip(t *testing.T, text string) (responses []string) {
	t.Helper()
	reader := bufio.NewReader(r.dialAndSend(t, text))
	for {
		response, err := http.ReadResponse(reader, &http.Request{Method: "GET"})
		if err != nil {
			return responses
		}
		body, _ := io.ReadAll(response.Body)
		for name := range response.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%.60q: answered with %s", text, name)
			}
		}
		responses = append(responses, fmt.Sprint(response.StatusCode, " ", strings.TrimSpace(string(body))))
	}
}

// TestRequests checks the responses to unusual and malformed requests.
func TestRequests(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "secret")
	addr := r.addr()
	page := "GET /a/ HTTP/1.1\r\nHost: " + addr + "\r\n"
	for name, test := range map[string]struct{ request, want string }{
		"valid":                          {page + "Connection: close\r\n\r\n", "200 secret"},
		"no host":                        {"GET /a/ HTTP/1.1\r\nConnection: close\r\n\r\n", "400"},
		"no host in HTTP/1.0":            {"GET /a/ HTTP/1.0\r\n\r\n", "421"},
		"HTTP/1.0":                       {"GET /a/ HTTP/1.0\r\nHost: " + addr + "\r\n\r\n", "200 secret"},
		"two hosts":                      {page + "Host: evil.example\r\nConnection: close\r\n\r\n", "400"},
		"two hosts, the other one first": {"GET /a/ HTTP/1.1\r\nHost: evil.example\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "400"},
		"absolute URL with another host": {"GET http://evil.example/a/ HTTP/1.1\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "421"},
		"absolute URL":                   {"GET http://" + addr + "/a/ HTTP/1.1\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "200 secret"},
		"a dot after the host":           {"GET /a/ HTTP/1.1\r\nHost: localhost.\r\nConnection: close\r\n\r\n", "421"},
		"another host, same port":        {"GET /a/ HTTP/1.1\r\nHost: rebound.example" + addr[strings.Index(addr, ":"):] + "\r\nConnection: close\r\n\r\n", "421"},
		"decimal IP address":             {"GET /a/ HTTP/1.1\r\nHost: 2130706433\r\nConnection: close\r\n\r\n", "421"},
		"IPv4-mapped IPv6 address":       {"GET /a/ HTTP/1.1\r\nHost: [::ffff:127.0.0.1]\r\nConnection: close\r\n\r\n", "421"},
		"CONNECT to another host":        {"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n", "421"},
		"CONNECT":                        {"CONNECT " + addr + " HTTP/1.1\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "405"},
		"OPTIONS *":                      {"OPTIONS * HTTP/1.1\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "405"},
		"preflight":                      {"OPTIONS /a/ HTTP/1.1\r\nHost: " + addr + "\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\nConnection: close\r\n\r\n", "405"},
		"TRACE":                          {"TRACE /a/ HTTP/1.1\r\nHost: " + addr + "\r\nX-Mine: secret\r\nConnection: close\r\n\r\n", "405"},
		"no method":                      {" /a/ HTTP/1.1\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "400"},
		"another protocol":               {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "421"},
		"a long path":                    {"GET /" + strings.Repeat("a", 2*maxHeaderBytes) + " HTTP/1.1\r\nHost: " + addr + "\r\n\r\n", "431"},
		"a long header":                  {page + "X-Long: " + strings.Repeat("a", 2*maxHeaderBytes) + "\r\n\r\n", "431"},
		"many headers":                   {page + strings.Repeat("X-Many: a\r\n", maxHeaderBytes/4) + "\r\n", "431"},
		"conflicting lengths":            {page + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400"},
		"unknown transfer encoding":      {page + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501"},
		"a space before the colon":       {page + "Content-Length : 3\r\n\r\nabc", "400"},
		"a NUL":                          {"GET /a/\x00 HTTP/1.1\r\nHost: " + addr + "\r\nConnection: close\r\n\r\n", "400"},
	} {
		t.Run(name, func(t *testing.T) {
			all := r.roundTrip(t, test.request)
			if len(all) != 1 || !strings.HasPrefix(all[0], test.want) || test.want[0] != '2' && strings.Contains(all[0], "secret") {
				t.Errorf("answered %q, want %q", all, test.want)
			}
		})
	}
	if all := r.roundTrip(t, page+"\r\n"+page+"\r\n"+page+"Connection: close\r\n\r\n"); len(all) != 3 {
		t.Errorf("three requests at once: %q", all)
	}
	// A request in the body of another request must not be handled.
	inner := page + "\r\n"
	for _, request := range []string{
		fmt.Sprintf("POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", addr, len(inner), inner),
		fmt.Sprintf("GET / HTTP/1.1\r\nHost: %s\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", addr, len(inner), inner),
		fmt.Sprintf("GET / HTTP/1.1\r\nHost: %s\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", addr, len(inner), inner),
	} {
		if all := r.roundTrip(t, request); len(all) > 1 || len(all) == 1 && strings.Contains(all[0], "secret") {
			t.Errorf("%.40q: answered %q", request, all)
		}
	}
	if output := r.out.String(); strings.Contains(output, "goroutine") || strings.Contains(output, "panic") {
		t.Errorf("the server printed\n%s", output)
	}
}

// TestOtherOrigins checks the responses to requests with the headers that browsers send from pages of
// other origins. Only requests that follow a link to a page of the site are allowed.
func TestOtherOrigins(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "secret")
	other := "http://127.0.0.1:1" // another server on this machine, which is the same site but a different origin
	for name, test := range map[string]struct {
		path    string
		headers []string
		want    int
	}{
		"a link":                              {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		"a link from the same origin":         {"/a/", []string{"Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		"the address bar":                     {"/a/", []string{"Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 200},
		"a frame":                             {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}, 403},
		"a script":                            {"/empty/deep/a.js", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"}, 403},
		"an image":                            {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}, 403},
		"a same-site image":                   {"/a/", []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}, 403},
		"fetch":                               {"/a/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty", "Origin: https://evil.example"}, 403},
		"fetch without fetch metadata":        {"/a/", []string{"Origin: https://evil.example"}, 403},
		"fetch from a null origin":            {"/a/", []string{"Origin: null"}, 403},
		"fetch from another port":             {"/a/", []string{"Origin: " + other}, 403},
		"fetch from the same origin":          {"/a/", []string{"Sec-Fetch-Site: same-origin", "Origin: http://" + r.addr()}, 200},
		"event stream":                        {internalPrefix + "events", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"}, 403},
		"event stream without fetch metadata": {internalPrefix + "events", []string{"Origin: https://evil.example"}, 403},
		"a link to the event stream":          {internalPrefix + "events", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}, 403},
		"WebSocket":                           {internalPrefix + "events", []string{"Upgrade: websocket", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13", "Origin: https://evil.example"}, 403},
	} {
		response, body := r.get(t, "GET", test.path, test.headers...)
		if response.StatusCode != test.want || test.want == 403 && (strings.Contains(body, "secret") || strings.Contains(body, "js")) {
			t.Errorf("%s: %s %q, want %d", name, response.Status, body, test.want)
		}
		if response.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" || response.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: allows other origins: %v", name, response.Header)
		}
	}
}

// TestStreamPage opens event streams with valid and invalid values of the query parameter "page",
// and then changes another page. A client must reload unless it has the address of an
// unchanged page, and no value may cause a panic.
func TestStreamPage(t *testing.T) {
	t.Parallel()
	var builds atomic.Int32
	r := startServer(t, slowBuildOptions(&builds), "a.md", "one", "b.md", "other", "fault.md", "FAULT")
	streams := make(map[string]*eventStream)
	for query, want := range map[string]string{
		"page=/b/": "kept", "page=%2Fb%2F": "kept", "page=/b/%3Fq": "kept", "page=/b/&page=/a/": "kept",
		"": "reload", "page": "reload", "page=": "reload", "page=/a/": "reload", "page=/nowhere/": "reload", "page=/fault/": "reload", "page=/b": "reload",
		"page=../": "reload", "page=../b/": "reload", "page=/../b/": "reload", "page=/a/../b/": "reload", "page=/a/%2e%2e/b/": "reload", "page=/a/%252e%252e/b/": "reload",
		"page=/../../../../etc/passwd": "reload", "page=/etc/passwd": "reload", "page=file:///etc/passwd": "reload", "page=%5c..%5cb%5c": "reload",
		"page=//b/": "reload", "page=/b//": "reload", "page=/b/%00": "reload", "page=/%252fb/": "reload", "page=/b%252f": "reload", "page=/%25zz": "reload", "page=/b/%zz": "reload",
		"page=/b/;page=/b/": "reload", "page=javascript:alert(1)": "reload", "page=%ff%fe": "reload", "page=/b/%0d%0aevent:%20reload": "reload",
		"page=" + strings.Repeat("/..", maxHeaderBytes/6): "reload", "page=/" + strings.Repeat("b", maxHeaderBytes/2) + "/": "reload",
	} {
		conn := r.dialAndSend(t, "GET "+internalPrefix+"events?"+query+" HTTP/1.1\r\nHost: "+r.addr()+"\r\n\r\n")
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || response.StatusCode != 200 {
			t.Errorf("%.60q: %v, %v", query, response, err)
			continue
		}
		e := &eventStream{bufio.NewScanner(response.Body), func() { conn.Close() }}
		e.nextEvent(t, "build")
		streams[query+" "+want] = e
	}
	r.save(t, "a.md", "two")
	for name, e := range streams {
		t.Logf("%.60q", name)
		e.nextEvent(t, name[strings.LastIndexByte(name, ' ')+1:])
	}
	if output := r.out.String(); strings.Contains(output, "goroutine") || strings.Contains(output, "fault") {
		t.Errorf("the server printed\n%s", output)
	}
}

// TestSlowClients opens many connections that never finish their request, and many that never read the
// response. The server must respond to other clients in the meantime, and must eventually close all
// slow connections.
func TestSlowClients(t *testing.T) {
	t.Parallel()
	longText := strings.Repeat(strings.Repeat("x", 1000)+"\n", 1000)
	r := startServer(t, func(o *Options) {
		o.Excerpt = func(diag.Pos) string { return longText }
	}, "a.md", "one")
	var slowRequests []net.Conn
	for range 200 {
		slowRequests = append(slowRequests, r.dialAndSend(t, "GET /a/ HTTP/1.1\r\nHost: "+r.addr()+"\r\nX-Slow: "))
	}
	const unread = 20 // number of clients that do not read
	for range unread {
		conn := r.dialAndSend(t, "GET "+internalPrefix+"events HTTP/1.1\r\nHost: "+r.addr()+"\r\n\r\n")
		requireNoError(t, conn.(*net.TCPConn).SetReadBuffer(4<<10))
	}
	e := r.openEvents(t, "/a/")
	e.nextEvent(t, "build")
	for i := 0; blockedStreams() < unread; i++ { // send each client more than the system buffers
		if i == 50 {
			t.Fatalf("%d MiB later %d of %d are filled", i*2*len(longText)>>20, blockedStreams(), unread)
		}
		r.save(t, "a.md", fmt.Sprint("BAD ", i))
		e.nextEvent(t, "problems")
	}
	for i := range 3 {
		r.save(t, "a.md", fmt.Sprint("word ", i))
		e.nextEvent(t, "reload")
		if _, body := r.get(t, "GET", "/a/"); body != fmt.Sprint("word ", i) {
			t.Fatalf("/a/ is %q", body)
		}
	}
	if n := blockedStreams(); n < unread/2 { // the system may enlarge a buffer
		t.Errorf("others were answered while %d of %d were stuck", n, unread)
	}
	for _, conn := range slowRequests {
		if text, err := io.ReadAll(conn); err != nil || bytes.Contains(text, []byte("one")) {
			t.Fatalf("a request that never ends is answered %q, %v", text, err)
		}
	}
	waitUntil(t, "all streams to be closed", func() bool { return blockedStreams() == 0 })
}

// blockedStreams returns the number of event streams that are blocked because their client does not
// read.
func blockedStreams() (n int) {
	stacks := make([]byte, 4<<20)
	for _, one := range strings.Split(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		if strings.Contains(one, "serve.(*server).serveEvents(") && strings.Contains(one, "poll.(*FD).Write(") {
			n++
		}
	}
	return n
}

// TestManyTabs checks that opening too many event streams fails without affecting the open ones, and
// succeeds after some have been closed.
func TestManyTabs(t *testing.T) {
	t.Parallel()
	r := startServer(t, nil, "a.md", "one")
	request := "GET " + internalPrefix + "events HTTP/1.1\r\nHost: " + r.addr() + "\r\n\r\n"
	var tabs []net.Conn
	for range maxStreams {
		conn := r.dialAndSend(t, request)
		if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
			t.Fatalf("tab %d: %q, %v", len(tabs)+1, line, err)
		}
		tabs = append(tabs, conn)
	}
	if response, _ := r.get(t, "GET", internalPrefix+"events"); response.StatusCode != 503 {
		t.Errorf("one tab too many: %s", response.Status)
	}
	if _, body := r.get(t, "GET", "/a/"); body != "one" {
		t.Errorf("a page is %q with the most streams open", body)
	}
	for _, conn := range tabs[:10] {
		conn.Close()
	}
	waitUntil(t, "another tab to be allowed", func() bool {
		response, _ := r.get(t, "HEAD", internalPrefix+"events")
		return response.StatusCode == 200
	})
}

// TestStopWithSlowClients checks that clients that do not read leave no goroutines after
// the server stops. It is not parallel, because it examines all goroutines.
func TestStopWithSlowClients(t *testing.T) {
	longText := strings.Repeat("x", 1<<20)
	r := startServer(t, func(o *Options) {
		o.Excerpt = func(diag.Pos) string { return longText }
	}, "a.md", "BAD", "b.md", "BAD", "c.md", "BAD", "d.md", "BAD", "e.md", "BAD", "f.md", "BAD")
	for range 5 {
		r.dialAndSend(t, "GET "+internalPrefix+"events HTTP/1.1\r\nHost: "+r.addr()+"\r\n\r\n")
	}
	stacks := make([]byte, 1<<20)
	waitUntil(t, "five open streams", func() bool {
		return strings.Count(string(stacks[:runtime.Stack(stacks, true)]), "serve.(*server).serveEvents(") == 5
	})
	requireNoError(t, r.stop())
	waitUntil(t, "all goroutines of the server to end", func() bool {
		return !strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "serve.(*")
	})
}

// TestAllPortsTaken checks that the system chooses a port if all ports that the server
// tries are in use.
func TestAllPortsTaken(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:65535")
	if err == nil { // if it fails, another process uses the port
		defer taken.Close()
	}
	r := startServer(t, func(o *Options) { o.Port = 65535 }, "a.md", "one")
	r.waitForText(t, "/a/", "one")
	if !strings.Contains(r.out.String(), "port 65535 is taken, using ") {
		t.Errorf("printed %q", r.out)
	}
}
