//go:build browser

package generator

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A webDriver controls a running browser other than Chromium. It accepts the WebDriver commands
// (https://www.w3.org/TR/webdriver2/) that are the keys of webDriverCommands.
type webDriver interface {
	// call sends a command and decodes the value in the response into result, unless result is nil.
	call(command string, parameters map[string]any, result any) error
}

// webDriverCommands maps each WebDriver command used by the tests to its HTTP method, its path relative
// to the session, in which {id} stands for an element, and its name in Marionette, the remote protocol
// of Firefox.
var webDriverCommands = map[string]struct{ method, path, firefox string }{
	"navigate": {"POST", "url", "WebDriver:Navigate"},
	"back":     {"POST", "back", "WebDriver:Back"},
	"resize":   {"POST", "window/rect", "WebDriver:SetWindowRect"},
	"execute":  {"POST", "execute/sync", "WebDriver:ExecuteScript"},
	"find":     {"POST", "element", "WebDriver:FindElement"},
	"click":    {"POST", "element/{id}/click", "WebDriver:ElementClick"},
	"print":    {"POST", "print", "WebDriver:Print"},
	"type":     {"POST", "element/{id}/value", "WebDriver:ElementSendKeys"},
}

// startProcess starts a program in a new process group with the given home folder. The group is killed at
// the end of the test.
func startProcess(t *testing.T, home, name string, arguments ...string) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s, which sh .ci/tools engines installs: %v", name, err)
	}
	cmd := exec.Command(path, arguments...)
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+home, "MOZ_HEADLESS_WIDTH=1400", "MOZ_HEADLESS_HEIGHT=1000")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		cmd.Wait()
	})
}

// freePort returns the number of an unused TCP port on the loopback interface.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// dialRetrying connects to a local port. It retries until a timeout, because a program that has
// just been started may not be listening yet.
func dialRetrying(t *testing.T, port string) net.Conn {
	t.Helper()
	for end := time.Now().Add(timeout); ; time.Sleep(50 * time.Millisecond) {
		conn, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			return conn
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// A firefox controls a running Firefox. The tests use Marionette directly, because Debian has no
// package of geckodriver, which translates WebDriver to it. A message is JSON text, preceded by its
// length in bytes and a colon.
type firefox struct {
	conn  net.Conn
	input *bufio.Reader
	last  int // number of the last command
}

// startFirefox starts a headless Firefox with an empty profile.
func startFirefox(t *testing.T) webDriver {
	t.Helper()
	profile, port := t.TempDir(), freePort(t)
	settings := `user_pref("marionette.port", ` + port + `); user_pref("network.dns.disabled", true); user_pref("ui.prefersReducedMotion", 1);`
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	startProcess(t, profile, "firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile, "about:blank")
	conn := dialRetrying(t, port)
	t.Cleanup(func() { conn.Close() })
	f := &firefox{conn: conn, input: bufio.NewReader(conn)}
	if _, err := f.readMessage(); err != nil { // Marionette first sends a message about itself
		t.Fatal(err)
	}
	if err := f.send("WebDriver:NewSession", map[string]any{}, nil); err != nil {
		t.Fatal(err)
	}
	return f
}

// readMessage returns the next Marionette message.
func (f *firefox) readMessage() ([]byte, error) {
	f.conn.SetReadDeadline(time.Now().Add(3 * timeout))
	length, err := f.input.ReadString(':')
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(strings.TrimSuffix(length, ":"))
	if err != nil {
		return nil, err
	}
	message := make([]byte, n)
	_, err = io.ReadFull(f.input, message)
	return message, err
}

// send sends a Marionette command and decodes the value in the response into result.
func (f *firefox) send(name string, parameters map[string]any, result any) error {
	f.last++
	message, err := json.Marshal([]any{0, f.last, name, parameters})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(f.conn, "%d:%s", len(message), message); err != nil {
		return err
	}
	answer, err := f.readMessage()
	if err != nil {
		return err
	}
	var parts [4]json.RawMessage // type, number of the command, error, value
	if err := json.Unmarshal(answer, &parts); err != nil {
		return err
	}
	if string(parts[2]) != "null" {
		return fmt.Errorf("%s: %s", name, parts[2])
	}
	if result == nil {
		return nil
	}
	if name != "WebDriver:ExecuteScript" && name != "WebDriver:FindElement" {
		return json.Unmarshal(parts[3], result)
	}
	var value struct{ Value json.RawMessage }
	if err := json.Unmarshal(parts[3], &value); err != nil {
		return err
	}
	return json.Unmarshal(value.Value, result)
}

func (f *firefox) call(command string, parameters map[string]any, result any) error {
	return f.send(webDriverCommands[command].firefox, parameters, result)
}

// A webKitBrowser is a session of WebKitWebDriver, at the given URL.
type webKitBrowser struct{ address string }

// startWebKit starts MiniBrowser, the test browser of WebKitGTK, on a virtual screen.
func startWebKit(t *testing.T) webDriver {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	if len(found) == 0 {
		t.Fatal("there is no MiniBrowser, which sh .ci/tools engines installs with webkit2gtk-driver")
	}
	port := freePort(t)
	startProcess(t, t.TempDir(), "xvfb-run", "-a", "-s", "-screen 0 1500x1200x24", "WebKitWebDriver", "--port="+port)
	dialRetrying(t, port).Close()
	w := &webKitBrowser{address: "http://127.0.0.1:" + port + "/session"}
	options := map[string]any{"binary": found[len(found)-1], "args": []string{"--automation"}}
	var session struct{ SessionID string }
	err := w.send("POST", "", map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{"webkitgtk:browserOptions": options}}}, &session)
	if err != nil {
		t.Fatal(err)
	}
	w.address += "/" + session.SessionID
	t.Cleanup(func() { w.send("DELETE", "", nil, nil) })
	return w
}

// send sends a request to WebKitWebDriver and decodes the value in the response into result.
func (w *webKitBrowser) send(method, path string, parameters map[string]any, result any) error {
	body, err := json.Marshal(parameters)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, w.address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	client := http.Client{Timeout: 3 * timeout}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, path, answer.Value)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(answer.Value, result)
}

func (w *webKitBrowser) call(command string, parameters map[string]any, result any) error {
	c := webDriverCommands[command]
	id, _ := parameters["id"].(string)
	return w.send(c.method, "/"+strings.Replace(c.path, "{id}", id, 1), parameters, result)
}
